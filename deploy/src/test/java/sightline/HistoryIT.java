package sightline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.SiteLog.Marker;
import sightline.deploy.Terminal.Outcome;
import sightline.events.LogPosition;
import sightline.events.Provenance;

/** What the history of a slot says ran at a time, and what the results of that time say. */
@Timeout(180)
class HistoryIT {

  private static final String SLOT = LiveSite.SLOT;

  /** Frames of each camera between two switches. */
  private static final int FRAMES = 6;

  private static final int MOMENTS = 60;

  /** So close to a switch, clock and log may disagree about which came first. */
  private static final Duration CLOSE = Duration.ofMillis(200);

  @TempDir private static Path folder;
  private static LiveSite site;

  @BeforeAll
  static void start() throws Exception {
    site = LiveSite.start(folder);
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
  }

  @Test
  void shouldSayOfEveryMomentWhatTheResultsOfThatMomentSay() throws Exception {
    site.importVersion(2);
    try (SiteLog log = site.log()) {
      awaitBoth(log, "people/1", "people/1");
      site.make("slots", "promote", SLOT, "people/2");
      awaitBoth(log, "people/2", "people/2");
      site.make("slots", "rollback", SLOT);
      awaitBoth(log, "people/1", "people/1");
      site.make("slots", "promote", SLOT, "people/2", "--canary", "gate");
      awaitBoth(log, "people/2", "people/1");
      site.make("slots", "promote", SLOT, "people/2");
      awaitBoth(log, "people/2", "people/2");

      List<Provenance> moments = moments(log);

      assertThat(moments).hasSizeGreaterThan(MOMENTS / 2);
      var revisions = new TreeSet<Long>();
      for (Provenance result : moments) {
        JsonNode then = at(log.cameAt(result));
        revisions.add(then.path("revision").asLong());
        requireAgreement(then, result, log);
      }
      assertThat(revisions).containsExactly(1L, 2L, 3L, 4L, 5L);
    }
  }

  @Test
  void shouldSayThatNothingRanBeforeTheFirstSwitch() throws Exception {
    try (SiteLog log = site.log()) {
      log.await(() -> !log.markers(SLOT).isEmpty());
      String before = log.markers(SLOT).get(0).at().minusSeconds(60).toString();

      Outcome told = site.make("slots", "history", SLOT, "--at", before);
      Outcome json = site.make("slots", "history", SLOT, "--at", before, "--json");

      assertThat(told.said()).isEqualTo("Nothing ran in people then.\n");
      assertThat(json.json().path("switches")).isEmpty();
    }
  }

  private static void awaitBoth(SiteLog log, String gate, String yard) throws Exception {
    log.awaitMore(FRAMES, SLOT, "gate", gate);
    log.awaitMore(FRAMES, SLOT, "yard", yard);
  }

  /** Results of frames that came between the switches, evenly over all of them. */
  private static List<Provenance> moments(SiteLog log) {
    List<Instant> switches = log.markers(SLOT).stream().map(Marker::at).toList();
    List<Provenance> between =
        log.results(SLOT).stream()
            .filter(result -> switches.stream().noneMatch(at -> isClose(at, log.cameAt(result))))
            .toList();
    int step = Math.max(1, between.size() / MOMENTS);
    var chosen = new ArrayList<Provenance>();
    for (int i = 0; i < between.size(); i += step) {
      chosen.add(between.get(i));
    }
    return chosen;
  }

  private static boolean isClose(Instant left, Instant right) {
    return Duration.between(left, right).abs().compareTo(CLOSE) < 0;
  }

  private static void requireAgreement(JsonNode then, Provenance result, SiteLog log) {
    String about = "%s, and the history says %s".formatted(result, then);
    assertThat(model(then, result.frame().camera())).as(about).isEqualTo(SiteLog.id(result));
    int partition = result.source().partition();
    long offset = then.path("offsets").path(Integer.toString(partition)).asLong(Long.MAX_VALUE);
    assertThat(offset).as(about).isEqualTo(markerBefore(result.source(), log));
  }

  /** Offset of the switch that holds for the frame at {@code place}. */
  private static long markerBefore(LogPosition place, SiteLog log) {
    return log.markers(SLOT).stream()
        .map(Marker::place)
        .filter(one -> one.partition() == place.partition() && one.offset() < place.offset())
        .mapToLong(LogPosition::offset)
        .max()
        .orElseThrow();
  }

  private static JsonNode at(Instant moment) {
    JsonNode found =
        site.make("slots", "history", SLOT, "--at", moment.toString(), "--json").json();
    assertThat(found.path("switches")).hasSize(1);
    return found.path("switches").get(0);
  }

  private static String model(JsonNode then, String camera) {
    return then.path("rules")
        .valueStream()
        .filter(rule -> names(rule, camera))
        .map(rule -> rule.path("model").asText())
        .findFirst()
        .orElse("nothing");
  }

  private static boolean names(JsonNode rule, String camera) {
    return rule.path("cameras")
        .valueStream()
        .map(JsonNode::asText)
        .anyMatch(one -> one.equals(camera) || one.equals("*"));
  }
}
