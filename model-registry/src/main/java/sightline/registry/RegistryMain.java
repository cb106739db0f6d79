package sightline.registry;

/** STUB: {@code RegistryMain CONFIG.yaml}. */
public final class RegistryMain {

  private RegistryMain() {}

  public static void main(String[] arguments) {
    throw new UnsupportedOperationException("a stub");
  }
}
