package sightline.trainer.net.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.table.NetTable;

class YoloNetTest {

  @Test
  void shouldHaveTheLayersOfTheLecture() {
    var net = new YoloNet(List.of(3, 416, 416), 20, settings(Map.of()));

    List<String> rows = NetTable.of(net).rows().stream().map(YoloNetTest::shown).toList();

    assertThat(rows)
        .containsExactly(
            "Input (416, 416, 3)",
            "Conv 3x3/1 (416, 416, 16)",
            "Max pooling 2x2/2 (208, 208, 16)",
            "Conv 3x3/1 (208, 208, 32)",
            "Max pooling 2x2/2 (104, 104, 32)",
            "Conv 3x3/1 (104, 104, 64)",
            "Max pooling 2x2/2 (52, 52, 64)",
            "Conv 3x3/1 (52, 52, 128)",
            "Max pooling 2x2/2 (26, 26, 128)",
            "Conv 3x3/1 (26, 26, 256)",
            "Max pooling 2x2/2 (13, 13, 256)",
            "Conv 3x3/1 (13, 13, 512)",
            "Max pooling 2x2/1 (13, 13, 512)",
            "Conv 3x3/1 (13, 13, 1024)",
            "Conv 3x3/1 (13, 13, 1024)",
            "Conv 1x1/1 (13, 13, 125)");
  }

  private static String shown(NetTable.Row row) {
    String kernel =
        row.kernel() == 0 ? "" : " %dx%d/%d".formatted(row.kernel(), row.kernel(), row.stride());
    return row.layer() + kernel + " " + NetTable.shown(row.output());
  }

  @Test
  void shouldBecomeSlimByItsParameters() {
    Map<String, String> slim = Map.of("width", "8", "halvings", "3", "depth", "1", "anchors", "3");

    var net = new YoloNet(List.of(3, 96, 128), 2, settings(slim));

    assertThat(NetTable.answersOf(net)).containsExactly(Map.entry("grid", List.of(21, 12, 16)));
  }

  @Test
  void shouldRefuseAPictureThatCellsDoNotShareOutEvenly() {
    assertThatThrownBy(() -> new YoloNet(List.of(3, 416, 400), 20, settings(Map.of())))
        .hasMessage(
            "input is 400x416, expected sides that are multiples of 32, the net's greatest stride");
  }

  @Test
  void shouldRefuseHalfAnAnchor() {
    Map<String, String> odd = Map.of("anchors", "1,2, 3");

    assertThatThrownBy(() -> new YoloNet(List.of(3, 64, 64), 2, settings(odd)))
        .hasMessage(
            "net.parameters.anchors is 1,2, 3, expected pairs of width and height in cells");
  }

  private static Settings settings(Map<String, String> parameters) {
    return new Settings("net.parameters", parameters);
  }
}
