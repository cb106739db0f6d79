package sightline.deploy.soak.swap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sightline.deploy.soak.swap.judge.GapWatch.Gap;
import sightline.deploy.soak.swap.judge.Judgement;
import sightline.deploy.soak.swap.judge.Trend;

class SwapReportTest {

  private static final Judgement EXACT = judgement(0, 0, 0);
  private static final Gap SHORT = new Gap("camera-1", 300, 1.2);

  @Test
  void shouldMakeEveryFifthSwapABadOneAndTakeTheKindsInTurn() {
    List<SwapKind> kinds = IntStream.rangeClosed(1, 20).mapToObj(SwapKind::of).toList();

    assertThat(kinds.subList(0, 4)).containsOnly(SwapKind.GOOD);
    assertThat(List.of(kinds.get(4), kinds.get(9), kinds.get(14), kinds.get(19)))
        .containsExactly(SwapKind.CORRUPT, SwapKind.REGISTRY, SwapKind.GONE, SwapKind.WORKER);
    assertThat(IntStream.rangeClosed(1, 500).filter(n -> SwapKind.of(n) != SwapKind.GOOD).count())
        .isEqualTo(100);
  }

  @Test
  void shouldPassWhenNothingIsWrong() {
    assertThat(report(EXACT, 2, swap(SwapKind.GOOD, "SWITCHED", SHORT)).passed()).isTrue();
    assertThat(report(EXACT, 2, swap(SwapKind.CORRUPT, "REFUSED", SHORT)).passed()).isTrue();
    assertThat(report(EXACT, 2, swap(SwapKind.WORKER, "REFUSED", SHORT)).passed()).isTrue();
  }

  @Test
  void shouldNotPassWithAnythingWrong() {
    SwapRecord good = swap(SwapKind.GOOD, "SWITCHED", SHORT);

    assertThat(report(judgement(1, 0, 0), 2, good).passed()).isFalse();
    assertThat(report(judgement(0, 1, 0), 2, good).passed()).isFalse();
    assertThat(report(judgement(0, 0, 1), 2, good).passed()).isFalse();
    assertThat(report(EXACT, 3, good).passed()).isFalse();
    assertThat(report(EXACT, 2, swap(SwapKind.GOOD, "REFUSED", SHORT)).passed()).isFalse();
    assertThat(report(EXACT, 2, swap(SwapKind.CORRUPT, "SWITCHED", SHORT)).passed()).isFalse();
    assertThat(report(EXACT, 2, swap(SwapKind.WORKER, "ROLLED_BACK", SHORT)).passed()).isFalse();
    assertThat(report(EXACT, 2).passed()).isFalse();
  }

  @Test
  void shouldForgiveLongGapsOnlyWhereAProcessWasKilled() {
    var gap = new Gap("camera-1", 900, 3.4);

    assertThat(report(EXACT, 2, swap(SwapKind.GOOD, "SWITCHED", gap)).passed()).isFalse();
    assertThat(report(EXACT, 2, swap(SwapKind.REGISTRY, "SWITCHED", gap)).passed()).isTrue();
  }

  @Test
  void shouldJudgeMemoryFromTheFiftiethSwapOn() {
    var leak = new java.util.ArrayList<Trend.Point>();
    for (int i = 1; i < 200; i++) {
      leak.add(new Trend.Point(i, 1e8 + 1e5 * i + (i % 3) * 1e5));
    }

    assertThat(report(EXACT, leak).memoryHolds()).isFalse();
    assertThat(report(EXACT, leak.subList(0, 60)).memoryHolds()).isTrue();
    assertThat(SwapWords.memory(report(EXACT, leak))).contains("from swap 50 on: 100.0 ± 0.");
  }

  @Test
  void shouldSayTheSameInJsonOnAPageAndOnTheScreen() {
    SwapReport report = report(judgement(1, 0, 0), 2, swap(SwapKind.GOOD, "SWITCHED", SHORT));
    var out = new ByteArrayOutputStream();

    JsonNode json = SwapJson.of(report);
    String page = SwapPage.of(report);
    SwapWords.print(report, new PrintStream(out, true, UTF_8));

    assertThat(json.path("passed").asBoolean()).isFalse();
    assertThat(json.path("results").path("wrongVersion").asLong()).isEqualTo(1);
    assertThat(json.path("swaps").path(0).path("state").asText()).isEqualTo("SWITCHED");
    assertThat(json.path("longestGaps").path("good").path("timesMedian").asDouble()).isEqualTo(1.2);
    assertThat(page)
        .contains("not passed", "people/1", "&lt;b&gt;", "polyline")
        .doesNotContain("{{", "http://", "https://", "<script", "<b>wrong");
    assertThat(out.toString(UTF_8)).contains("Swaps not passed", "of another version 1", "BAD");
  }

  private static SwapReport report(Judgement judgement, int sessions, SwapRecord... swaps) {
    var memory = List.of(new Trend.Point(1, 1e8), new Trend.Point(2, 1e8));
    return new SwapReport(
        1, 7, List.of(swaps), judgement, sessions, memory, 50, List.of("a <b>remark"), false);
  }

  private static SwapReport report(Judgement judgement, List<Trend.Point> memory) {
    return new SwapReport(0, 7, List.of(), judgement, 2, memory, 50, List.of(), false);
  }

  private static SwapRecord swap(SwapKind kind, String state, Gap gap) {
    return new SwapRecord(
        1,
        kind,
        "people/1",
        "people/2",
        state,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(2),
        true,
        "",
        gap);
  }

  private static Judgement judgement(long wrong, long missing, long repeated) {
    return new Judgement(
        10,
        10,
        missing,
        repeated,
        0,
        wrong,
        0,
        0,
        Map.of("people/1", 10L),
        wrong == 0 ? List.of() : List.of("<b>wrong"));
  }
}
