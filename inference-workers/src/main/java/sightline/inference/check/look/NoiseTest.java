package sightline.inference.check.look;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.bundle.BadUpload;

/**
 * Shows a model what no camera sends: whatever it makes of that has to be possible.
 *
 * <p>Threading: one thread.
 */
public final class NoiseTest {

  private static final int TIMED_RUNS = 5;

  private final Eye eye;
  private final Patience patience;
  private final List<Float> scores = new ArrayList<>();

  public NoiseTest(Eye eye, Patience patience) {
    this.eye = eye;
    this.patience = patience;
  }

  /** The number of boxes seen in all patterns. */
  public int lookAtAll() throws Exception {
    InputSpec input = eye.manifest().input();
    var frame = new FrameSize(input.width(), input.height());
    int boxes = 0;
    for (TestPattern pattern : TestPattern.values()) {
      pattern.fill(eye.input(), input);
      List<Detection> seen =
          patience.await(
              "One run of the model",
              () -> {
                eye.run(1);
                return eye.seen("the pattern " + pattern.shown(), Letterbox.fit(frame, input));
              });
      for (Detection one : seen) {
        requireInside(one.box(), frame);
      }
      boxes += seen.size();
      eye.judgement().ifPresent(judgement -> scores.add(judgement.score()));
    }
    return boxes;
  }

  /** What was made of the patterns, for people, once all were looked at. */
  public String summary(int boxes) {
    return scores.isEmpty()
        ? boxes + " boxes, all possible"
        : String.format(
            Locale.ROOT,
            "%d pictures judged, scores %.3f to %.3f",
            scores.size(),
            Collections.min(scores),
            Collections.max(scores));
  }

  private static void requireInside(Box box, FrameSize frame) throws BadUpload {
    if (!box.equals(box.clippedTo(frame))) {
      throw new BadUpload("The model gives the box %s outside of its frame of %s.", box, frame);
    }
  }

  /** Of a few runs, on whatever was looked at last. */
  public double medianMillis() throws Exception {
    var millis = new double[TIMED_RUNS];
    for (int run = 0; run < TIMED_RUNS; run++) {
      millis[run] =
          Stopwatch.millis(
              () ->
                  patience.await(
                      "One run of the model",
                      () -> {
                        eye.run(1);
                        return null;
                      }));
    }
    Arrays.sort(millis);
    return millis[TIMED_RUNS / 2];
  }
}
