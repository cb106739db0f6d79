package sightline.deploy.soak.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

  @Test
  void shouldBeTheSameForTheSameSeed() {
    assertThat(plan(5, TEN_MINUTES, ALL)).isEqualTo(plan(5, TEN_MINUTES, ALL));
  }

  @Test
  void shouldBeAnotherForAnotherSeed() {
    assertThat(plan(5, TEN_MINUTES, ALL)).isNotEqualTo(plan(6, TEN_MINUTES, ALL));
  }

  @Test
  void shouldHoldEachKindThatIsAskedForAndNoOther() {
    var asked = EnumSet.of(FaultKind.HANG, FaultKind.POISON, FaultKind.REGISTRY);

    assertThat(plan(1, TEN_MINUTES, asked).faults())
        .extracting(PlannedFault::kind)
        .containsOnlyElementsOf(asked)
        .containsAll(asked);
    assertThat(plan(1, TEN_MINUTES, ALL).faults()).extracting(PlannedFault::kind).containsAll(ALL);
    assertThat(plan(1, TEN_MINUTES, Set.of()).faults()).isEmpty();
  }

  @Test
  void shouldStopTheBrokerBothWaysWhereThereIsTime() {
    assertThat(plan(3, TEN_MINUTES, Set.of(FaultKind.BROKER)).faults())
        .extracting(PlannedFault::how)
        .contains(PlannedFault.IN_ORDER, PlannedFault.KILLED);
  }

  @Test
  void shouldLeaveQuietAtBothEndsAndRoomBetween() {
    for (long seed = 0; seed < 200; seed++) {
      List<PlannedFault> faults = plan(seed, TEN_MINUTES, ALL).timed();

      assertThat(faults.get(0).at()).isGreaterThanOrEqualTo(Duration.ofSeconds(90));
      PlannedFault last = faults.get(faults.size() - 1);
      assertThat(end(last)).isLessThanOrEqualTo(Duration.ofSeconds(500));
      for (int i = 1; i < faults.size(); i++) {
        assertThat(faults.get(i).at()).isGreaterThan(end(faults.get(i - 1)));
      }
    }
  }

  @Test
  void shouldAimAtCamerasAndWorkersThatExist() {
    for (long seed = 0; seed < 50; seed++) {
      for (PlannedFault fault : plan(seed, TEN_MINUTES, ALL).timed()) {
        if (fault.kind().isOfCamera()) {
          assertThat(fault.target()).isIn("gate", "yard");
        } else if (fault.kind() == FaultKind.WORKER) {
          assertThat(fault.target()).isIn("one", "two");
        }
      }
    }
  }

  private static Duration end(PlannedFault fault) {
    return fault.at().plus(fault.lasting());
  }

  private static FaultPlan plan(long seed, Duration length, Set<FaultKind> kinds) {
    return FaultPlan.of(seed, length, kinds, List.of("gate", "yard"), List.of("one", "two"));
  }
}
