package sightline.trainer.net.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.geometry.Box;
import sightline.trainer.net.Net;
import sightline.trainer.net.table.NetTable;
import sightline.trainer.recipe.Recipe;

class DetectionNetsTest {

  @ParameterizedTest
  @CsvSource({
    "yolo, grid, 40;4;4",
    "ssd, scores, 1344;4",
    "ssd, boxes, 1344;4",
    "ssd-fpn, scores, 1344;4",
    "ssd-fpn, boxes, 1344;4",
    "yolox, grid, 336;8",
    "locate, classes, 3",
    "locate, box, 4",
  })
  void shouldGiveTheOutputsOfItsFamily(String family, String output, String sizes) {
    Net net = DetectionNets.of(Recipes.of(family, 128, Map.of("width", "4")), 3);

    List<Integer> found = NetTable.answersOf(net).get(output);

    assertThat(found).isEqualTo(List.of(sizes.split(";")).stream().map(Integer::valueOf).toList());
  }

  @Test
  void shouldNameAnUnknownParameter() {
    Recipe recipe = Recipes.of("yolo", 64, Map.of("with", "4"));

    assertThatThrownBy(() -> DetectionNets.of(recipe, 3))
        .hasMessage(
            "net.parameters.with is 4, expected one of the parameters [anchors, depth, halvings,"
                + " most, width]");
  }

  @Test
  void shouldNameAParameterThatIsNoNumber() {
    Recipe recipe = Recipes.of("yolox", 64, Map.of("width", "wide"));

    assertThatThrownBy(() -> DetectionNets.of(recipe, 3))
        .hasMessage("net.parameters.width is wide, expected a whole number from 1 to 1024");
  }

  @Test
  void shouldRefuseStridesThatDoNotDouble() {
    Recipe recipe = Recipes.of("ssd", 64, Map.of("strides", "8,32"));

    assertThatThrownBy(() -> DetectionNets.of(recipe, 3))
        .hasMessage(
            "net.parameters.strides is 8,32, expected powers of two from 2 to 1024, each twice the"
                + " one before");
  }

  @Test
  void shouldNameAnUnknownFamily() {
    Recipe recipe = Recipes.of("yolo9000", 64, Map.of());

    assertThatThrownBy(() -> DetectionNets.of(recipe, 3))
        .hasMessage(
            "net.family is yolo9000, expected one of yolo, ssd, ssd-fpn, yolox, backbone, locate");
  }

  @Test
  void shouldWriteAnchorsFoundAmongTheBoxesIntoTheRecipe() {
    Recipe recipe = Recipes.of("yolo", 64, Map.of("halvings", "3", "anchors", "2"));
    List<Box> boxes = List.of(new Box(0, 0, 8, 8), new Box(4, 4, 12, 12), new Box(0, 0, 32, 16));

    Recipe fixed = DetectionNets.fixed(recipe, boxes);

    assertThat(fixed.net().parameters())
        .containsEntry("anchors", "1.0000,1.0000, 4.0000,2.0000")
        .containsEntry("halvings", "3");
  }

  @Test
  void shouldLeaveAnchorsAloneThatTheRecipeGives() {
    Recipe recipe = Recipes.of("yolo", 64, Map.of("anchors", "1,1, 2,2"));

    assertThat(DetectionNets.fixed(recipe, List.of())).isSameAs(recipe);
  }
}
