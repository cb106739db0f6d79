package sightline.trainer.net;

/** From one value to the next; layers are composed with {@link #then}. */
@FunctionalInterface
public interface Layer {

  Value of(Value in);

  /** This, and then {@code next}. */
  default Layer then(Layer next) {
    return in -> next.of(of(in));
  }
}
