package sightline.registry;

/**
 * STUB: the registry service.
 *
 * <p>Threading: any thread.
 */
public final class ModelRegistry implements AutoCloseable {

  private ModelRegistry() {}

  /** STUB. */
  public static ModelRegistry start(RegistryConfig config) {
    throw new UnsupportedOperationException("a stub, at port " + config.port());
  }

  /** STUB. */
  public int port() {
    throw new UnsupportedOperationException("a stub");
  }

  @Override
  public void close() {}
}
