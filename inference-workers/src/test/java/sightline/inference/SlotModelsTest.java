package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.inference.engine.EngineRefused;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.testmodel.BlobDetector;

class SlotModelsTest {

  @TempDir static Path folder;
  private static Path one;
  private static Path two;

  @BeforeAll
  static void write() throws Exception {
    one = folder.resolve("one.onnx");
    two = folder.resolve("two.onnx");
    BlobDetector.main(one.toString());
    BlobDetector.main(two.toString());
  }

  @Test
  void shouldOpenAFileOnceHoweverManySlotsNameIt() throws Exception {
    InferenceConfig config =
        config(
            "slots: [{name: a, model: %s, minScore: 0.9}, {name: b, model: %s}, {name: c, model: %s}]"
                .formatted(one, two, folder.resolve("x/../one.onnx")));

    try (LoadedSlots slots = SlotModels.load(config, SlotModels.loadFirst(config))) {
      LoadedModel a = slots.all().get(0).model();
      assertThat(slots.all().get(2).model().engine()).isSameAs(a.engine());
      assertThat(slots.all().get(1).model().engine()).isNotSameAs(a.engine());
      assertThat(a.manifest().minScore()).isEqualTo(.9f);
      assertThat(slots.all().get(2).model().manifest().minScore()).isEqualTo(.25f);
    }
  }

  @Test
  void shouldRefuseToStartWhenOneOfTheModelsIsMissing() throws Exception {
    InferenceConfig config =
        config("slots: [{name: a, model: %s}, {name: b, model: nowhere.onnx}]".formatted(one));

    assertThatThrownBy(() -> SlotModels.load(config, SlotModels.loadFirst(config)))
        .isInstanceOf(EngineRefused.class)
        .hasMessageContaining("nowhere.onnx is not a file that can be read");
  }

  private static InferenceConfig config(String text) throws Exception {
    return InferenceConfig.read(new YAMLMapper().readTree(text + "\nprovider: cpu"));
  }
}
