package sightline.trainer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import sightline.trainer.job.run.Groundwork;
import sightline.trainer.script.NetRules;

/** The job service as a process of its own: {@code TrainerMain [trainer.yaml]}. */
public final class TrainerMain {

  private TrainerMain() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      TrainerConfig config =
          args.length == 0 ? TrainerConfig.defaults() : TrainerConfig.read(Path.of(args[0]));
      TrainerService service =
          TrainerService.start(config, Groundwork.withoutScenes(new NetRules()));
      Runtime.getRuntime().addShutdownHook(new Thread(service::close, "trainer-stop"));
      new CountDownLatch(1).await();
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
