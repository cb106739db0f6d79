package sightline.trainer.score.detection;

import java.nio.file.Path;
import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;

/** Pictures of tests. */
final class Pictures {

  static final List<String> LABELS = List.of("cat", "dog");
  static final int CAT = 0;
  static final int DOG = 1;

  private Pictures() {}

  static Sample picture(String id, Truth... truths) {
    return new Sample(id, Path.of(id), new FrameSize(640, 480), List.of(truths), SceneSource.NONE);
  }

  static Truth truth(int classId, float left, float top, float right, float bottom) {
    return Truth.ofBox(classId, new Box(left, top, right, bottom));
  }

  static Truth crowd(Truth truth) {
    return new Truth(
        truth.classId(), truth.box(), truth.mask(), truth.area(), true, false, truth.track());
  }

  static Truth difficult(Truth truth) {
    return new Truth(
        truth.classId(), truth.box(), truth.mask(), truth.area(), false, true, truth.track());
  }

  static Guess guess(String id, int classId, double score, Box box) {
    return new Guess(id, classId, box, score, Mask.NONE);
  }

  /** What somebody would guess who knows everything. */
  static List<Guess> perfect(List<Sample> samples) {
    return samples.stream()
        .flatMap(
            sample ->
                sample.truths().stream()
                    .map(
                        truth ->
                            new Guess(sample.id(), truth.classId(), truth.box(), .9, truth.mask())))
        .toList();
  }
}
