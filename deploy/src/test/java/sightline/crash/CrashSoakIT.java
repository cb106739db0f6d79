package sightline.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many halts in an order that a seed decides: takes minutes, so run with profile {@code soak}. */
@Tag("soak")
class CrashSoakIT {

  private static final int ROUNDS = 12;
  private static final int MOST_ARRIVALS = 40;
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private static final List<HaltPoint> AT_WORK =
      List.of(HaltPoint.IN_DRAIN, HaltPoint.BEFORE_COMMIT, HaltPoint.AFTER_COMMIT);
  private static final List<HaltPoint> AS_ANOTHER_JOINS =
      List.of(HaltPoint.BEFORE_REVOCATION, HaltPoint.AFTER_REVOCATION);
  private static final List<HaltPoint> WHILE_CLOSING =
      List.of(HaltPoint.IN_LAST_DRAIN, HaltPoint.BEFORE_LAST_COMMIT);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "exactly_once_v2, classic, 11",
    "exactly_once_v2, classic, 12",
    "exactly_once_v2, classic, 13",
    "exactly_once_v2, classic, 14",
    "exactly_once_v2, streams, 21",
    "exactly_once_v2, streams, 22",
    "at_least_once, classic, 31",
    "at_least_once, classic, 32",
    "at_least_once, streams, 41"
  })
  void shouldLoseNothingWhateverHaltsInWhateverOrder(String guarantee, String protocol, long seed)
      throws Exception {
    var random = new Random(seed);
    try (Drill drill = Drill.open(folder, guarantee, protocol, seed)) {
      drill.committingEvery(COMMIT_INTERVAL);
      for (int round = 0; round < ROUNDS; round++) {
        haltOne(drill, random, protocol.equals("classic"));
      }

      Account account = drill.finish();

      if (guarantee.equals(Drill.EXACTLY_ONCE)) {
        account.requireExactlyOnce();
      } else {
        account.requireAtLeastOnce();
      }
    }
  }

  /** Of a group that the broker assigns, the moments of revocation are not seen from outside. */
  private static void haltOne(Drill drill, Random random, boolean withRevocation) throws Exception {
    switch (random.nextInt(withRevocation ? 4 : 3)) {
      case 0 -> drill.haltAt(anyOf(AT_WORK, random), 1 + random.nextInt(MOST_ARRIVALS));
      case 1 -> drill.killAtRandom(1 + random.nextInt(3));
      case 2 -> drill.haltWhileClosing(anyOf(WHILE_CLOSING, random));
      default -> drill.haltAsAnotherJoins(anyOf(AS_ANOTHER_JOINS, random));
    }
  }

  private static HaltPoint anyOf(List<HaltPoint> points, Random random) {
    return points.get(random.nextInt(points.size()));
  }
}
