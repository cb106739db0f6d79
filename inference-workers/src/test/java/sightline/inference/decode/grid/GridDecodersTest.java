package sightline.inference.decode.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sightline.inference.decode.grid.GridNets.decoder;
import static sightline.inference.decode.grid.GridNets.filled;
import static sightline.inference.decode.grid.GridNets.put;
import static sightline.inference.decode.grid.GridNets.read;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.inference.decode.Tensor;
import sightline.inference.model.BadManifest;

/** Nets of two classes for 64x64 px, whose answers can be worked out by hand. */
class GridDecodersTest {

  private static final float SURE = 100; // logistic of it is 1
  private static final float NEVER = -100; // logistic of it is 0
  private static final float LOG_OF_2 = (float) Math.log(2);
  private static final float LOG_OF_4 = (float) Math.log(4);

  @Test
  void shouldReadTheRegionHeadOfYolov2() {
    Tensor grid = filled(new Tensor("grid", 2 * 7, 2, 2), NEVER);
    put(grid, 7 * 4 + 3, 4, 0, 0, 0, LOG_OF_2, SURE, LOG_OF_4, 0);
    var net = decoder("yolov2", Map.of("anchors", "9,9, 0.5,0.25"));

    assertThat(read(net, grid)).containsExactly("person 0.80 at 40.0,40.0,56.0,56.0");
  }

  @Test
  void shouldReadTheHeadsOfDarknetFinestGridFirst() {
    Tensor coarse = filled(new Tensor("coarse", 7, 2, 2), NEVER);
    put(coarse, 3, 4, 0, 0, 0, LOG_OF_2, SURE, SURE, NEVER);
    Tensor fine = filled(new Tensor("fine", 7, 4, 4), NEVER);
    put(fine, 0, 16, 0, 0, 0, 0, SURE, NEVER, SURE);
    var net = decoder("yolov3", Map.of("anchors", "4,8, 16,8"));

    assertThat(read(net, coarse, fine))
        .containsExactly("person 1.00 at 40.0,40.0,56.0,56.0", "car 1.00 at 6.0,4.0,10.0,12.0");
  }

  @Test
  void shouldGiveEachHeadTheAnchorsOfItsMask() {
    Tensor coarse = filled(new Tensor("coarse", 7, 2, 2), NEVER);
    put(coarse, 3, 4, 0, 0, 0, 0, SURE, SURE, NEVER);
    Tensor fine = filled(new Tensor("fine", 7, 4, 4), NEVER);
    var net = decoder("yolov3", Map.of("anchors", "4,8, 16,8", "masks", "0,1"));

    assertThat(read(net, coarse, fine)).containsExactly("person 1.00 at 46.0,44.0,50.0,52.0");
  }

  @Test
  void shouldReadTheHeadsOfYolov5() {
    Tensor head = filled(new Tensor("head", 2, 2, 2, 7), NEVER);
    put(head, 7 * 7, 1, 0, SURE, 0, SURE, SURE, NEVER, SURE);
    var net = decoder("yolov3", Map.of("anchors", "9,9, 8,4", "xy", "v5"));

    assertThat(read(net, head)).containsExactly("car 1.00 at 44.0,72.0,52.0,88.0");
  }

  @Test
  void shouldReadTheRowsOfYolov5AndLeaveTheRawHeads() {
    var rows = new Tensor("output", 3, 7);
    put(rows, 7, 1, 20, 30, 10, 20, .5f, .8f, .6f);
    var raw = new Tensor("raw", 3, 2, 2, 7);

    assertThat(read(decoder("yolov5", Map.of()), rows, raw))
        .containsExactly("person 0.40 at 15.0,20.0,25.0,40.0", "car 0.30 at 15.0,20.0,25.0,40.0");
  }

  @Test
  void shouldReadTheColumnsOfYolov8() {
    var columns = new Tensor("output", 6, 84);
    put(columns, 5, 84, 20, 30, 10, 20, .8f, .6f);

    assertThat(read(decoder("yolov8", Map.of()), columns))
        .containsExactly("person 0.80 at 15.0,20.0,25.0,40.0", "car 0.60 at 15.0,20.0,25.0,40.0");
    assertThat(read(decoder("yolov8", Map.of("classes", "best")), columns))
        .containsExactly("person 0.80 at 15.0,20.0,25.0,40.0");
  }

  @Test
  void shouldReadYolov8TurnedRound() {
    var rows = new Tensor("output", 84, 6);
    put(rows, 5 * 6, 1, 20, 30, 10, 20, .1f, .6f);

    assertThat(read(decoder("yolov8", Map.of()), rows))
        .containsExactly("car 0.60 at 15.0,20.0,25.0,40.0");
  }

  @Test
  void shouldReadFinishedBoxesAndNoClassThatIsNotThere() {
    var rows = new Tensor("output", 3, 6);
    put(rows, 0, 1, 1, 2, 3, 4, .9f, 1);
    put(rows, 6, 1, 1, 2, 3, 4, .9f, 2);
    put(rows, 12, 1, 1, 2, 3, 4, .9f, Float.NaN);

    assertThat(read(decoder("yolo-end-to-end", Map.of()), rows))
        .containsExactly("car 0.90 at 1.0,2.0,3.0,4.0");
  }

  @Test
  void shouldReadTheDistancesOfNanodet() {
    var classes = new Tensor("cls", 4, 2);
    put(classes, 2 * 3, 1, .1f, .7f);
    var sides = new Tensor("dis", 4, 8);
    put(sides, 8 * 3, 1, NEVER, SURE, SURE, SURE, SURE, NEVER, NEVER, SURE);
    var net = decoder("nanodet", Map.of("strides", "32", "bins", "2"));

    assertThat(read(net, classes, sides)).containsExactly("car 0.70 at 16.0,32.0,48.0,80.0");
  }

  @Test
  void shouldReadNanodetPlusFromOneOutput() {
    var all = new Tensor("output", 5, 10);
    put(all, 40, 1, .9f, .1f, NEVER, SURE, NEVER, SURE, NEVER, SURE, NEVER, SURE);
    var net = decoder("nanodet", Map.of("strides", "32,64", "bins", "2", "center", "0"));

    assertThat(read(net, all)).containsExactly("person 0.90 at -64.0,-64.0,64.0,64.0");
  }

  @Test
  void shouldReadTheCellsOfFastestdet() {
    var grid = new Tensor("grid", 7, 4, 4);
    put(grid, 5, 16, .5f, SURE, 0, 0, NEVER / 1e6f, .8f, 0);

    assertThat(read(decoder("fastestdet", Map.of()), grid))
        .containsExactly("person 0.60 at 16.0,0.0,48.0,32.0");
  }

  @Test
  void shouldTakeDecodedBoxesOfYoloxAsTheyAre() {
    var rows = new Tensor("output", 84, 7);
    put(rows, 7, 1, 20, 30, 10, 20, 1, .8f, 0);

    assertThat(read(decoder("yolox", Map.of("boxes", "decoded")), rows))
        .containsExactly("person 0.80 at 15.0,20.0,25.0,40.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2,3", "1,x", "1,0", "1,-2", "", "1,NaN", "1,Infinity"})
  void shouldRefuseAnchorsThatAreNone(String anchors) {
    assertThatThrownBy(() -> decoder("yolov2", Map.of("anchors", anchors)))
        .isInstanceOf(BadManifest.class)
        .hasMessage(
            "manifest.decoder.anchors is %s, expected pairs of width and height, each more than 0"
                .formatted(anchors));
  }

  @Test
  void shouldRefuseAMaskOfAnAnchorThatIsNotThere() {
    assertThatThrownBy(() -> decoder("yolov3", Map.of("anchors", "1,2", "masks", "1")))
        .isInstanceOf(BadManifest.class)
        .hasMessageStartingWith("manifest.decoder.masks is 1, expected numbers of anchors");
  }
}
