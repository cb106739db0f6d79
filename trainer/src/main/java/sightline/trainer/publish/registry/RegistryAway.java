package sightline.trainer.publish.registry;

/** The registry gives no answer now, and may later; the message is one sentence. */
public final class RegistryAway extends Exception {

  private static final long serialVersionUID = 1L;

  RegistryAway(String sentence) {
    super(sentence);
  }
}
