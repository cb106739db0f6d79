package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes die at the worst moments; readers of committed results see nothing of it. */
class ExactlyOnceIT {

  private static final long SEED = 1;
  private static final Duration SELDOM = Duration.ofSeconds(2);
  private static final int PAIR_KILLS = 3;

  @TempDir Path folder;

  @Test
  void shouldCountEachFrameOnceWhenWorkersHaltAroundTheirCommits() throws Exception {
    try (Drill drill = open("classic")) {
      drill.haltAt(HaltPoint.IN_DRAIN, 1);
      drill.haltAt(HaltPoint.IN_DRAIN, 20);
      drill.haltAt(HaltPoint.BEFORE_OFFSETS, 2);
      drill.haltAt(HaltPoint.BEFORE_COMMIT, 3);
      drill.haltAt(HaltPoint.AFTER_COMMIT, 2);

      Account account = drill.finish();

      account.requireExactlyOnce();
      requireTracesOfTheDead(4, drill, account);
    }
  }

  @Test
  void shouldCountEachFrameOnceWhenWorkersHaltAsOthersJoin() throws Exception {
    try (Drill drill = open("classic")) {
      drill.haltAsAnotherJoins(HaltPoint.BEFORE_REVOCATION);
      drill.haltAsAnotherJoins(HaltPoint.AFTER_REVOCATION);

      Account account = drill.finish();

      account.requireExactlyOnce();
    }
  }

  @Test
  void shouldCountEachFrameOnceWhenWorkersHaltWhileTheyClose() throws Exception {
    try (Drill drill = open("classic")) {
      drill.committingEvery(SELDOM).haltWhileClosing(HaltPoint.IN_LAST_DRAIN);
      drill.haltWhileClosing(HaltPoint.BEFORE_LAST_COMMIT);

      Account account = drill.finish();

      account.requireExactlyOnce();
      requireTracesOfTheDead(2, drill, account);
    }
  }

  @Test
  void shouldCountEachFrameOnceWhenOneOfTwoWorkersIsKilledAtRandom() throws Exception {
    try (Drill drill = open("classic")) {
      drill.killAtRandom(PAIR_KILLS);

      Account account = drill.finish();

      account.requireExactlyOnce();
    }
  }

  @Test
  void shouldCountEachFrameOnceWhenTheBrokerAssignsThePartitions() throws Exception {
    try (Drill drill = open("streams")) {
      drill.haltAt(HaltPoint.IN_DRAIN, 5);

      Account account = drill.finish();

      account.requireExactlyOnce();
      requireTracesOfTheDead(1, drill, account);
    }
  }

  /** Else the halts came before there was anything to lose, and the test proves nothing. */
  private static void requireTracesOfTheDead(int dead, Drill drill, Account account)
      throws Exception {
    assertThat(drill.outcomesEverWritten())
        .as("outcomes written, also those of the dead that nobody may see")
        .isGreaterThanOrEqualTo(account.frames() + dead);
  }

  private Drill open(String groupProtocol) throws Exception {
    return Drill.open(folder, Drill.EXACTLY_ONCE, groupProtocol, SEED);
  }
}
