package sightline.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sightline.dashboards.training.JobProgress;
import sightline.dashboards.training.JobRequests;
import sightline.dashboards.training.TrainingInput;
import sightline.dashboards.training.TrainingInput.Sample;
import sightline.dashboards.training.TrainingInput.Submission;
import sightline.events.codec.MalformedRecord;

/**
 * Made-up training jobs: one at work, one that waits, others that ended in each way.
 *
 * <p>Threading: one thread of its own; wishes from any.
 */
final class DemoTraining implements JobRequests, AutoCloseable {

  private static final int STEPS = 1600;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RECIPE =
      """
      name: people          # the model's name in the registry
      task: detect
      data:
        scene: scene:junction?seed=7
      net:
        family: yolox
      schedule:
        epochs: 40
      publish:
        atLeast: 0.6
      """;

  private final TrainingInput input;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Random random = new Random(3);
  private final Instant startedAt = Instant.now().minusSeconds(200);
  private long wishes = 7;
  private int step = 520;

  DemoTraining(TrainingInput input) {
    this.input = input;
    for (int job = 1; job <= 6; job++) {
      input.submitted(job, new Submission(RECIPE, "", "wim"), Instant.now().minusSeconds(9_000));
    }
    end(1, "FAILED", "The loss is not finite at step 12, batch gate-0012 to gate-0027.");
    end(2, "PUBLISHED", "");
    end(3, "REFUSED", "");
    end(4, "STOPPED", "");
    for (int past = 0; past <= step; past += 4) {
      train(past);
    }
    input.recipe(5, RECIPE);
    samples();
    clock.scheduleAtFixedRate(this::tick, 0, 500, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized long send(byte[] value) {
    try {
      JsonNode wish = JSON.readTree(value);
      long offset = wishes++;
      if (wish.path("action").asText().equals("submit")) {
        var asked =
            new Submission(
                wish.path("recipe").asText(), wish.path("data").asText(), wish.path("by").asText());
        input.submitted(offset + 1, asked, Instant.now());
      } else {
        input.stopAsked(wish.path("job").asLong(), wish.path("by").asText());
      }
      return offset;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private void tick() {
    step = step >= STEPS ? 0 : step + 4;
    train(step);
    input.logLine(5, "%tT step %d of %d".formatted(System.currentTimeMillis(), step, STEPS));
  }

  private void train(int at) {
    int epoch = at / 40;
    double done = (double) at / STEPS;
    double box = .9 * Math.exp(-4 * done) + .12 + .03 * random.nextDouble();
    double object = 2.1 * Math.exp(-6 * done) + .2 + .06 * random.nextDouble();
    String metrics =
        at % 40 == 0 && at > 0
            ? String.format(
                Locale.ROOT,
                ",\"metrics\":{\"ap50\":%.4f,\"ap\":%.4f},\"best\":{\"ap50\":%.4f,\"epoch\":%d}",
                .86 * (1 - Math.exp(-5 * done)),
                .51 * (1 - Math.exp(-4 * done)),
                .86 * (1 - Math.exp(-5 * done)),
                epoch)
            : "";
    tell(
        String.format(
            Locale.ROOT,
            "{\"job\":5,\"recipe\":\"people-detector\",\"task\":\"detect\",\"state\":\"TRAINING\","
                + "\"at\":\"%s\",\"startedAt\":\"%s\",\"epoch\":%d,\"epochs\":40,\"step\":%d,"
                + "\"steps\":%d,\"loss\":{\"total\":%.4f,\"box\":%.4f,\"object\":%.4f},"
                + "\"learningRate\":%.6f,\"imagesPerSecond\":%.1f,\"secondsLeft\":%d%s}",
            Instant.now(),
            startedAt,
            epoch,
            at,
            STEPS,
            box + object,
            box,
            object,
            .002 * (1 + Math.cos(Math.PI * done)) / 2,
            82 + 4 * random.nextDouble(),
            (STEPS - at) / 8,
            metrics));
  }

  private void end(int job, String state, String detail) {
    Instant at = Instant.now().minusSeconds(9_000 - 1_200L * job);
    String gate =
        switch (state) {
          case "PUBLISHED" ->
              "[\"The exported net answers as the trained one: largest difference 0.00002, allowed"
                  + " 0.0001.\",\"ap50 is 0.812 on 120 pictures, people/2 has 0.774.\"]";
          case "REFUSED" ->
              "[\"The exported net answers as the trained one: largest difference 0.00003, allowed"
                  + " 0.0001.\",\"ap50 is 0.741 on 120 pictures, 0.071 worse than people/3, the"
                  + " recipe allows 0.010.\"]";
          default -> "[]";
        };
    String model =
        state.equals("PUBLISHED")
            ? ",\"model\":{\"name\":\"people\",\"version\":3,\"digest\":\"sha256:5ea1ab3c55d0\"}"
            : "";
    tell(
        ("{\"job\":%d,\"recipe\":\"people-detector\",\"task\":\"detect\",\"state\":\"%s\","
                + "\"at\":\"%s\",\"startedAt\":\"%s\",\"step\":%d,\"steps\":1600,\"detail\":\"%s\","
                + "\"loss\":{\"total\":0.41},\"metrics\":{\"ap50\":0.741},"
                + "\"best\":{\"ap50\":0.741,\"epoch\":31},\"gate\":%s%s}")
            .formatted(
                job,
                state,
                at,
                at.minusSeconds(700),
                state.equals("FAILED") ? 12 : state.equals("STOPPED") ? 640 : 1600,
                detail,
                gate,
                model));
  }

  private void samples() {
    for (int number = 0; number < 8; number++) {
      try {
        input.sample(
            5, new Sample(number, 13, "gate-%04d".formatted(number), DemoFeed.drawn(number)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void tell(String json) {
    try {
      input.progress(JobProgress.read(json.getBytes(UTF_8)));
    } catch (MalformedRecord e) {
      throw new IllegalStateException(e);
    }
  }
}
