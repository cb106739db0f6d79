package sightline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.SiteLog.Marker;
import sightline.deploy.Terminal.Outcome;
import sightline.events.Provenance;

/** Operators change a platform that runs, by the commands they type. */
@Timeout(180)
class OperatorsIT {

  private static final int FRAMES = 4;

  @TempDir private static Path folder;
  private static LiveSite site;

  @BeforeAll
  static void start() throws Exception {
    site = LiveSite.start(folder);
    site.importVersion(2);
    site.importVersion(3);
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void shouldLetOneOfTwoWinAndTellTheOtherWhoWasFaster() throws Exception {
    site.make("slots", "bind", "contested", "--cameras", "yard", "--model", "people/1");

    List<Outcome> ends = promoteAtOnce("contested", List.of("people/2", "people/3"));

    assertThat(ends).extracting(Outcome::exit).containsExactlyInAnyOrder(0, 1);
    int winner = ends.get(0).exit() == 0 ? 0 : 1;
    String won = "people/" + (2 + winner);
    assertThat(ends.get(winner).said())
        .contains("contested: people/1 → " + won, "switched at", "offsets 0:");
    assertThat(ends.get(1 - winner).complained())
        .matches(
            "sightline: slot contested is at edition \\d+, you saw \\d+: operator-%d announced %s"
                    .formatted(winner, won)
                + " at \\S+; look again\n");
    assertThat(slot("contested").path("model").asText()).isEqualTo(won);
    site.make("slots", "unbind", "contested");
  }

  @Test
  void shouldTryAVersionOnOneCameraAndThenOnAll() throws Exception {
    try (SiteLog log = site.log()) {
      site.make("slots", "bind", "tried", "--cameras", "gate,yard", "--model", "people/1");
      log.awaitMore(FRAMES, "tried", "yard", "people/1");

      site.make("slots", "promote", "tried", "people/2", "--canary", "gate");

      log.awaitMore(FRAMES, "tried", "gate", "people/2");
      log.awaitMore(FRAMES, "tried", "yard", "people/1");
      assertThat(slot("tried").path("canary").path("cameras").get(0).asText()).isEqualTo("gate");
      assertThat(site.make("slots", "list").said()).containsPattern("tried .*people/2 on gate");

      site.make("slots", "promote", "tried", "people/2");

      log.awaitMore(FRAMES, "tried", "gate", "people/2");
      log.awaitMore(FRAMES, "tried", "yard", "people/2");
      assertThat(slot("tried").has("canary")).isFalse();
      requireVersionsOfTheirOffsets("tried", log);
      site.make("slots", "unbind", "tried");
    }
  }

  @Test
  void shouldLookTwiceAtACameraFromTheBindingToTheUnbindingOfASecondSlot() throws Exception {
    try (SiteLog log = site.log()) {
      site.make("slots", "bind", "second", "--cameras", "gate", "--model", "people/2");
      log.awaitMore(FRAMES, "second", "gate", "people/2");

      site.make("slots", "unbind", "second", "--why", "seen enough");

      log.awaitMore(2 * FRAMES, LiveSite.SLOT, "gate", "people/1");
      assertThat(slot("second").has("model")).isFalse();
      requireVersionsOfTheirOffsets("second", log);
      assertThat(log.results("second")).allMatch(one -> one.frame().camera().equals("gate"));
    }
  }

  /** Each frame was looked at by what the switch before it says, and by nothing else. */
  private static void requireVersionsOfTheirOffsets(String slot, SiteLog log) {
    assertThat(log.results(slot))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(SiteLog.id(one)).isEqualTo(wanted(one, log)))
        .extracting(Provenance::frame)
        .doesNotHaveDuplicates();
  }

  private static String wanted(Provenance result, SiteLog log) {
    return log.markers(result.slot()).stream()
        .filter(one -> one.place().partition() == result.source().partition())
        .filter(one -> one.place().offset() < result.source().offset())
        .reduce((before, after) -> after)
        .map(Marker::state)
        .flatMap(state -> state.modelFor(result.frame().camera()))
        .map(model -> model.id())
        .orElse("nothing");
  }

  /** Two operators who have both seen the slot before either changes it. */
  private static List<Outcome> promoteAtOnce(String slot, List<String> models) throws Exception {
    ExecutorService operators = Executors.newFixedThreadPool(models.size());
    try (var both = new BothSeen(site.registryUrl())) {
      List<Callable<Outcome>> wishes =
          models.stream()
              .<Callable<Outcome>>map(
                  model ->
                      () ->
                          site.typeTo(
                              both.url(),
                              "slots",
                              "promote",
                              slot,
                              model,
                              "--by",
                              "operator-" + models.indexOf(model)))
              .toList();
      List<Future<Outcome>> ends = operators.invokeAll(wishes);
      return List.of(ends.get(0).get(), ends.get(1).get());
    } finally {
      operators.shutdownNow();
    }
  }

  private static JsonNode slot(String name) {
    return site.make("slots", "show", name, "--json").json();
  }
}
