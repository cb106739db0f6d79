package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.inference.stage.LaneSettings;

class LaneChoiceTest {

  @Test
  void shouldNotBatchOnACpuUnlessAskedTo() throws Exception {
    LaneSettings lanes = LaneChoice.of(config("port: 0"), true, 64);

    assertThat(lanes.lanes()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(lanes.maxBatch()).isEqualTo(1);
    assertThat(lanes.batches().preferredBatchSizes()).containsExactly(1);
  }

  @Test
  void shouldCallAGpuInFewSizesOnly() throws Exception {
    LaneSettings lanes = LaneChoice.of(config("maxBatch: 6"), false, 64);

    assertThat(lanes.lanes()).isEqualTo(2);
    assertThat(lanes.batchBuckets()).containsExactly(1, 2, 4, 6);
  }

  @Test
  void shouldKeepBatchesToWhatTheModelsTake() throws Exception {
    LaneSettings lanes =
        LaneChoice.of(config("maxBatch: 8\npreferredBatchSizes: [2, 8]"), false, 4);

    assertThat(lanes.maxBatch()).isEqualTo(4);
    assertThat(lanes.batches().preferredBatchSizes()).isEqualTo(List.of(2, 4));
  }

  private static InferenceConfig config(String text) throws Exception {
    return InferenceConfig.read(new YAMLMapper().readTree(text));
  }
}
