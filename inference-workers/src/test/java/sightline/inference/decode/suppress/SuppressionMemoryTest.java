package sightline.inference.decode.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.inference.decode.Candidates;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.model.SuppressionSpec.Kind;
import sightline.inference.testmodel.SmallManifest;

class SuppressionMemoryTest {

  private static final int BOXES = 8400;
  private static final int MOST_KEPT = 100;
  private static final long BYTES_FOR_EACH_THAT_STAYS = 48;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldAllocateNothingForACandidateOnceItHasGrown(Kind kind) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var spec = new SuppressionSpec(kind, false, .5f, BOXES, Map.of());
    ModelManifest manifest =
        SmallManifest.of("any").classes(80).suppression(spec).maxDetections(MOST_KEPT).build();
    Suppression suppression = Suppressions.of(manifest);
    Candidates first = Crowd.of(BOXES, 80);
    Candidates second = Crowd.of(BOXES, 80);
    suppression.suppress(first);

    long before = threads.getCurrentThreadAllocatedBytes();
    int kept = suppression.suppress(second);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(kept).isEqualTo(MOST_KEPT);
    assertThat(allocated).isLessThan(MOST_KEPT * BYTES_FOR_EACH_THAT_STAYS);
  }
}
