package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes die at the worst moments; some frames are seen again, none is lost. */
class AtLeastOnceIT {

  private static final long SEED = 2;
  private static final Duration SELDOM = Duration.ofSeconds(2);
  private static final int PAIR_KILLS = 2;

  @TempDir Path folder;

  @Test
  void shouldRepeatFramesButLoseNoneWhenWorkersHaltBeforeTheirCommits() throws Exception {
    try (Drill drill = open()) {
      drill.haltAt(HaltPoint.IN_DRAIN, 1);
      drill.haltAt(HaltPoint.IN_DRAIN, 20);
      drill.haltAt(HaltPoint.BEFORE_COMMIT, 3);

      Account account = drill.finish();

      account.requireAtLeastOnce();
      assertThat(account.repeated()).as("repeated frames").hasSizeGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void shouldLoseNoFrameWhenWorkersHaltAsOthersJoinOrWhileTheyClose() throws Exception {
    try (Drill drill = open()) {
      drill.haltAsAnotherJoins(HaltPoint.AFTER_REVOCATION);
      drill.committingEvery(SELDOM).haltWhileClosing(HaltPoint.IN_LAST_DRAIN);

      Account account = drill.finish();

      account.requireAtLeastOnce();
      assertThat(account.repeated()).as("repeated frames").isNotEmpty();
    }
  }

  @Test
  void shouldRepeatNothingWhenAWorkerClosesInItsOwnTime() throws Exception {
    try (Drill drill = open()) {
      drill.closeAtWork();

      Account account = drill.finish();

      account.requireExactlyOnce();
    }
  }

  @Test
  void shouldLoseNoFrameWhenOneOfTwoWorkersIsKilledAtRandom() throws Exception {
    try (Drill drill = open()) {
      drill.killAtRandom(PAIR_KILLS);

      Account account = drill.finish();

      account.requireAtLeastOnce();
    }
  }

  private Drill open() throws Exception {
    return Drill.open(folder, Drill.AT_LEAST_ONCE, "classic", SEED);
  }
}
