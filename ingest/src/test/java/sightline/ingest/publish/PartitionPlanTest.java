package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import sightline.ingest.publish.PartitionPlan.Load;

class PartitionPlanTest {

  @Test
  void shouldBalanceByRate() throws PublishRefused {
    var cameras = List.of(live("a", 30), live("b", 10), live("c", 10), live("d", 10));

    var plan = PartitionPlan.of(cameras, Map.of(), 2);

    assertThat(plan.get("b")).isEqualTo(plan.get("c")).isEqualTo(plan.get("d"));
    assertThat(plan.get("a")).isNotEqualTo(plan.get("b"));
  }

  @Test
  void shouldKeepWhatWasRecorded() throws PublishRefused {
    var plan = PartitionPlan.of(List.of(live("a", 1), live("b", 1)), Map.of("a", 3, "gone", 1), 4);

    assertThat(plan).containsEntry("a", 3).containsKey("b").doesNotContainKey("gone");
  }

  @Test
  void shouldMoveACameraWhoseRecordedPartitionIsNoMore() throws PublishRefused {
    assertThat(PartitionPlan.of(List.of(live("a", 1)), Map.of("a", 7), 2).get("a")).isBetween(0, 1);
  }

  @Test
  void shouldMoveTheCameraThatBeganToWait() throws PublishRefused {
    var plan = PartitionPlan.of(List.of(waiting("a"), live("b", 1)), Map.of("a", 0, "b", 0), 2);

    assertThat(plan).containsEntry("b", 0).containsEntry("a", 1);
  }

  @Test
  void shouldRefuseWhenACameraThatWaitsFindsNoPartitionOfItsOwn() {
    assertThatThrownBy(
            () -> PartitionPlan.of(List.of(waiting("file"), live("gate", 1)), Map.of(), 1))
        .isInstanceOf(PublishRefused.class)
        .hasMessageContaining("fits on none of the 1 partitions");
  }

  @Property
  void shouldNeverMixCamerasThatWaitWithLiveOnes(
      @ForAll @IntRange(min = 0, max = 12) int lives,
      @ForAll @IntRange(min = 0, max = 12) int waits,
      @ForAll @IntRange(min = 2, max = 16) int partitions)
      throws PublishRefused {
    var cameras = new ArrayList<Load>();
    for (int i = 0; i < lives; i++) {
      cameras.add(live("live" + i, 10 + i));
    }
    for (int i = 0; i < waits; i++) {
      cameras.add(waiting("wait" + i));
    }

    var plan = PartitionPlan.of(cameras, Map.of(), partitions);

    assertThat(plan).hasSize(lives + waits);
    assertThat(plan.values()).allMatch(partition -> partition >= 0 && partition < partitions);
    for (Load camera : cameras) {
      for (Load other : cameras) {
        if (camera.waits() != other.waits()) {
          assertThat(plan.get(camera.name())).isNotEqualTo(plan.get(other.name()));
        }
      }
    }
  }

  private static Load live(String name, double rate) {
    return new Load(name, false, rate);
  }

  private static Load waiting(String name) {
    return new Load(name, true, 10);
  }
}
