package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import sightline.trainer.job.run.JobSettings;

/**
 * A job's process that learns nothing: a recipe called {@code wait} goes on until it is to stop,
 * {@code crash} dies, {@code fail} fails, others end well.
 */
final class FakeJob {

  private static final String SCRIPT =
      """
      cd "$2"
      grep -o '"data":"[^"]*"' job.json >> log.txt
      echo "arguments $3" >> log.txt
      line() { echo "$1" >> progress.jsonl; }
      mkdir -p checkpoint
      line '{"state":"TRAINING","epoch":1,"epochs":2,"step":1,"steps":4,"loss":{"total":0.5},"imagesPerSecond":12.5,"secondsLeft":75}'
      line '{"state":"EVALUATING","epoch":1,"epochs":2,"metrics":{"ap50":0.25},"best":{"ap50":0.25,"epoch":1}}'
      if grep -q '^name: wait' recipe.yaml; then
        while [ ! -e stop ]; do sleep 0.05; done
        line '{"state":"STOPPED","detail":"as asked"}'
        exit 3
      fi
      if grep -q '^name: crash' recipe.yaml; then kill -9 $$; fi
      if grep -q '^name: fail' recipe.yaml; then
        line '{"state":"FAILED","detail":"the loss is not finite in batch 7"}'
        exit 1
      fi
      line '{"state":"KEPT"}'
      """;

  private FakeJob() {}

  /** Words that start it. */
  static List<String> words(Path folder) throws IOException {
    Path script = Files.writeString(folder.resolve("fake-job.sh"), SCRIPT);
    return List.of("/bin/sh", script.toString());
  }

  static JobSettings.Command command(Path folder) throws IOException {
    return new JobSettings.Command(words(folder), Map.of(), 10_000);
  }
}
