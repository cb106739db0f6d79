package sightline.trainer.net.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sightline.trainer.net.part.Settings;
import sightline.trainer.net.scene.PixelClasses.Kind;
import sightline.trainer.net.table.NetTable;

class SceneNetTest {

  private static final PixelClasses CLASSES = new PixelClasses(Kind.EXCLUSIVE, 5);

  static Stream<String> menu() {
    var menu = new ArrayList<String>();
    for (String up : List.of("bilinear", "nearest", "nails", "unpool", "transposed")) {
      for (String down : List.of("plain", "dilated", "strided")) {
        for (String pool : List.of("max", "average")) {
          boolean indices = pool.equals("max") && !down.equals("strided");
          if (!up.equals("unpool") || indices) {
            menu.add("unet up=%s down=%s pool=%s skips=true".formatted(up, down, pool));
            menu.add("unet up=%s down=%s pool=%s skips=false".formatted(up, down, pool));
            menu.add("deconvnet up=%s down=%s pool=%s".formatted(up, down, pool));
          }
        }
      }
    }
    for (String up : List.of("transposed", "bilinear", "nearest")) {
      for (int stride : List.of(2, 4, 8)) {
        menu.add("fcn up=%s stride=%d".formatted(up, stride));
      }
    }
    return menu.stream();
  }

  @ParameterizedTest
  @MethodSource("menu")
  void shouldAnswerAtTheSizeOfTheInput(String choice) {
    SceneNet net = net(choice + " levels=3 width=4 convs=1", List.of(3, 30, 45), CLASSES);

    Map<String, List<Integer>> sizes = NetTable.answersOf(net);

    assertThat(sizes).containsExactly(Map.entry(SceneNet.SCORES, List.of(5, 30, 45)));
  }

  @ParameterizedTest
  @CsvSource({"EXCLUSIVE, 3, 3", "BINARY, 2, 1", "INDEPENDENT, 4, 4"})
  void shouldHaveAProbabilityForEachLabel(Kind kind, int labels, int channels) {
    var classes = new PixelClasses(kind, labels);
    SceneNet net = net("unet levels=2 width=4", List.of(3, 16, 16), classes);

    assertThat(classes.channels()).isEqualTo(channels);
    assertThat(NetTable.answersOf(net).get(SceneNet.SCORES)).isEqualTo(List.of(labels, 16, 16));
  }

  @Test
  void shouldRefuseUnpoolingWhereNothingWasPooled() {
    assertThatThrownBy(() -> net("unet up=unpool down=strided", List.of(3, 32, 32), CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("net.parameters.up is unpool");
  }

  @Test
  void shouldRefuseAParameterThatNobodyKnows() {
    var settings = new Settings("net.parameters", Map.of("depth", "3"));
    SceneNet.of("unet", settings, List.of(3, 32, 32), CLASSES);

    assertThatThrownBy(settings::requireKnown)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("net.parameters.depth is 3, expected one of the parameters")
        .hasMessageContaining("skips");
  }

  /** From words such as {@code unet up=nearest}. */
  static SceneNet net(String choice, List<Integer> input, PixelClasses classes) {
    String[] words = choice.split(" ");
    var parameters = new HashMap<String, String>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=");
      parameters.put(pair[0], pair[1]);
    }
    var settings = new Settings("net.parameters", parameters);
    SceneNet net = SceneNet.of(words[0], settings, input, classes);
    settings.requireKnown();
    return net;
  }
}
