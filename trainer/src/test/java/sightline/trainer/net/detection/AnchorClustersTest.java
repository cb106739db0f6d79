package sightline.trainer.net.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnchorClustersTest {

  @Test
  void shouldFindTheSidesThatBoxesScatterAround() {
    var random = new SplittableRandom(3);
    var sides = new ArrayList<Anchor>();
    for (int i = 0; i < 100; i++) {
      sides.add(new Anchor(1 + .1 * random.nextDouble(), 2 + .1 * random.nextDouble()));
      sides.add(new Anchor(5 + .1 * random.nextDouble(), 5 + .1 * random.nextDouble()));
      sides.add(new Anchor(9 + .1 * random.nextDouble(), 4 + .1 * random.nextDouble()));
    }

    List<Anchor> anchors = AnchorClusters.of(sides, 3, 7);

    assertThat(anchors).hasSize(3);
    assertClose(anchors.get(0), 1.05, 2.05);
    assertClose(anchors.get(1), 5.05, 5.05);
    assertClose(anchors.get(2), 9.05, 4.05);
  }

  private static void assertClose(Anchor anchor, double width, double height) {
    assertThat(anchor.width()).isCloseTo(width, within(.03));
    assertThat(anchor.height()).isCloseTo(height, within(.03));
  }

  @Test
  void shouldFindTheSameForTheSameSeed() {
    var random = new SplittableRandom(5);
    List<Anchor> sides =
        random.doubles(200, .5, 8).mapToObj(side -> new Anchor(side, 8.5 - side)).toList();

    assertThat(AnchorClusters.of(sides, 5, 11)).isEqualTo(AnchorClusters.of(sides, 5, 11));
  }

  @Test
  void shouldSayThatThereAreTooFewBoxes() {
    assertThatThrownBy(() -> AnchorClusters.of(List.of(new Anchor(1, 1)), 5, 1))
        .hasMessage("5 anchors are asked for, but there are 1 boxes to find them in");
  }
}
