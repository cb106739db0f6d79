package sightline.trainer.fit.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.trainer.fit.detect.Suppression.Claim;
import sightline.trainer.fit.detect.assign.Edges;

class SuppressionTest {

  private static final Suppression SUPPRESSION =
      new Suppression(List.of("car", "cat"), new FrameSize(100, 100), .5);

  @Test
  void shouldKeepTheBestOfTwoClaimsAboutOneObject() {
    List<Detection> objects =
        SUPPRESSION.of(
            List.of(
                new Claim(new Edges(11, 10, 31, 30), 0, .6),
                new Claim(new Edges(10, 10, 30, 30), 0, .9)));

    assertThat(objects).containsExactly(new Detection(new Box(10, 10, 30, 30), 0, "car", .9f));
  }

  @Test
  void shouldKeepBothWhereClassesDiffer() {
    List<Detection> objects =
        SUPPRESSION.of(
            List.of(
                new Claim(new Edges(10, 10, 30, 30), 0, .6),
                new Claim(new Edges(10, 10, 30, 30), 1, .9)));

    assertThat(objects).extracting(Detection::label).containsExactly("cat", "car");
  }

  @Test
  void shouldCutBoxesAtTheEdgesOfTheInput() {
    List<Detection> objects = SUPPRESSION.of(List.of(new Claim(new Edges(-5, 90, 20, 120), 0, .6)));

    assertThat(objects.get(0).box()).isEqualTo(new Box(0, 90, 20, 100));
  }

  @Test
  void shouldLeaveOutBoxesThatAreNoNumbers() {
    List<Detection> objects =
        SUPPRESSION.of(
            List.of(
                new Claim(new Edges(Double.NaN, 0, 1, 1), 0, .6),
                new Claim(new Edges(0, 0, Double.POSITIVE_INFINITY, 1), 0, .6)));

    assertThat(objects).isEmpty();
  }
}
