package sightline.trainer.job.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobState;
import sightline.trainer.job.Progress;

/**
 * A job's process that learns nothing; what it does stands where a real one has its dataset: {@code
 * keep}, {@code die-once}, {@code die}, {@code fail}, {@code wait}, {@code deaf}, {@code mute}.
 */
public final class FakeTrain {

  private static final int STEPS = 6;

  private FakeTrain() {}

  public static void main(String[] args) throws Exception {
    var folder = new JobFolder(Path.of(args[1]));
    boolean resumed = List.of(args).contains("--resume");
    String what = folder.order().data();
    int first = resumed ? Integer.parseInt(Files.readString(mark(folder))) + 1 : 1;
    for (int step = first; step <= STEPS; step++) {
      learn(folder, step);
      if (step == 3 && (what.equals("die") || (what.equals("die-once") && !resumed))) {
        Runtime.getRuntime().halt(137);
      }
    }
    switch (what) {
      case "fail" -> fail();
      case "wait" -> awaitStop(folder);
      case "deaf" -> new CountDownLatch(1).await();
      case "mute" -> {}
      default -> folder.append(Progress.of(JobState.KEPT).withMetrics(Map.of("ap50", .5)));
    }
  }

  private static void learn(JobFolder folder, int step) throws IOException {
    Files.createDirectories(folder.checkpoint());
    JobFolder.replace(mark(folder), Integer.toString(step).getBytes());
    folder.append(
        Progress.of(JobState.TRAINING)
            .withPlace(new Progress.Place(1, 1, step, STEPS))
            .withLoss(Map.of("total", 1.0 / step)));
    folder.log("step " + step);
    folder.sample(0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) step}, step, "gate");
  }

  private static void fail() {
    System.err.println("nothing can be learned from nothing");
    System.exit(1);
  }

  private static void awaitStop(JobFolder folder) throws Exception {
    while (!folder.stopAsked()) {
      new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
    folder.append(Progress.of(JobState.STOPPED).withDetail("as asked"));
    System.exit(3);
  }

  private static Path mark(JobFolder folder) {
    return folder.checkpoint().resolve("step");
  }
}
