package sightline.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Ingest as a process of its own: {@code IngestMain [ingest.yaml]}. */
public final class IngestMain {

  private IngestMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      IngestConfig config =
          args.length == 0 ? IngestConfig.defaults() : IngestConfig.read(Path.of(args[0]));
      Ingest ingest = Ingest.start(config);
      Runtime.getRuntime().addShutdownHook(new Thread(ingest::close, "ingest-stop"));
      new CountDownLatch(1).await();
    } catch (IngestRefused | IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
