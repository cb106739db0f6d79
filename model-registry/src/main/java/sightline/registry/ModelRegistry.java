package sightline.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import sightline.registry.http.ListenAddress;
import sightline.registry.http.RegistryParts;
import sightline.registry.http.WebServer;
import sightline.registry.intake.Checker;
import sightline.registry.intake.Intake;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.Changes;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;
import sightline.registry.store.FileArtifactStore;
import sightline.registry.store.S3ArtifactStore;
import sightline.registry.swap.RegistryCore;

/**
 * The map of this module.
 *
 * <pre>
 *   upload --> Intake --> check process
 *                |  \--> ArtifactStore --------------------+
 *                v                                         |
 *   models, model-audit, worker-status --> RegistryCore --> WebServer --> people, workers
 *   frames (switch markers)            <--
 * </pre>
 *
 * <p>Threading: {@link #start} and {@link #close} from any thread; both block for a moment.
 */
public final class ModelRegistry implements AutoCloseable {

  private final AutoCloseable core;
  private final Intake intake;
  private final WebServer server;

  private ModelRegistry(AutoCloseable core, Intake intake, WebServer server) {
    this.core = core;
    this.intake = intake;
    this.server = server;
  }

  /** Serves the registry of the log in {@code config}; the broker may come later. */
  public static ModelRegistry start(RegistryConfig config) {
    var metrics = new RegistryMetrics();
    var core = RegistryCore.start(config.coreSettings(), metrics);
    try {
      return start(config, metrics, new Core(core, core, core));
    } catch (RuntimeException e) {
      core.close();
      throw e;
    }
  }

  /** What is known, what can be done to it, and how it ends. */
  record Core(Shelf shelf, Changes changes, AutoCloseable end) {}

  static ModelRegistry start(RegistryConfig config, RegistryMetrics metrics, Core core) {
    ArtifactStore store = store(config);
    Intake intake = intake(config, metrics, core, store);
    try {
      var address =
          new ListenAddress(config.host(), config.port(), config.allowedHosts(), config.ownUrl());
      var parts =
          new RegistryParts(
              address, config.httpLimits(), core.shelf(), core.changes(), intake, store, metrics);
      return new ModelRegistry(core.end(), intake, WebServer.start(parts));
    } catch (RuntimeException e) {
      intake.close();
      throw e;
    }
  }

  /** The port it is served on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    try (core;
        intake) {
      server.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the registry did not close in order", e);
    }
  }

  private static Intake intake(
      RegistryConfig config, RegistryMetrics metrics, Core core, ArtifactStore store) {
    var checker = new Checker(config.checker(), metrics);
    var parts =
        new Intake.Parts(
            core.shelf(), core.changes(), store, checker, config.intakeLimits(), config.pace());
    try {
      return Intake.start(parts, Clock.systemUTC(), metrics);
    } catch (IOException e) {
      store.close();
      throw new UncheckedIOException("storeFolder cannot be written: " + e.getMessage(), e);
    }
  }

  private static ArtifactStore store(RegistryConfig config) {
    if (config.store().equals("s3")) {
      return new S3ArtifactStore(config.s3());
    }
    try {
      return new FileArtifactStore(config.storeFolder());
    } catch (IOException e) {
      throw new UncheckedIOException("storeFolder cannot be made: " + e.getMessage(), e);
    }
  }
}
