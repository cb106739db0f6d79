package sightline.deploy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens while a promotion is waited for; time passes only in the pauses. */
class PromotionWatchTest {

  private static final Instant START = Instant.parse("2026-11-22T02:13:00Z");
  private static final String DEADLINE = "2026-11-22T02:14:00Z";

  private final FakeRegistry registry = new FakeRegistry();
  private final List<String> told = new ArrayList<>();
  private Instant now = START;
  private int pauses;
  private Runnable atPause = () -> {};

  @AfterEach
  void end() {
    registry.close();
  }

  @Test
  void shouldAskAgainWhenTheRegistryDiesMeanwhileAndComesBack() throws Exception {
    registry.on("GET /promotions/p1", 200, promotion("SWITCHED", false, true));
    registry.close();
    atPause =
        () -> {
          if (pauses == 5) {
            registry.start();
          }
        };

    JsonNode end = watch().await(json(promotion("ANNOUNCED", false, false)));

    assertThat(PromotionWatch.isGood(end)).isTrue();
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).startsWith("the registry does not answer; it is asked again until");
    assertThat(told.get(1)).isEqualTo("the registry answers again");
  }

  @Test
  void shouldGiveUpWhenTheRegistryStaysAwayHalfAMinuteAfterTheDeadline() {
    registry.close();

    assertThatThrownBy(() -> watch().await(json(promotion("ANNOUNCED", false, false))))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining("there is no model registry at");

    assertThat(now).isBetween(Instant.parse(DEADLINE).plusSeconds(30), START.plusSeconds(91));
  }

  @Test
  void shouldGiveUpWhenThePromotionNeverEnds() {
    registry.on("GET /promotions/p1", 200, promotion("ANNOUNCED", false, false));

    assertThatThrownBy(() -> watch().await(json(promotion("ANNOUNCED", false, false))))
        .isInstanceOf(RegistryFailed.class)
        .hasMessageContaining("is not over 30 s after its deadline")
        .hasMessageContaining("sightline slots show yard");
  }

  @Test
  void shouldGoOnThroughAnswersThatPromiseToPass() throws Exception {
    registry
        .on("GET /promotions/p1", 503, "{'detail':'reading the log'}")
        .on("GET /promotions/p1", 200, promotion("SWITCHED", false, false));

    JsonNode end = watch().await(json(promotion("ANNOUNCED", false, false)));

    assertThat(PromotionWatch.isGood(end)).isTrue();
  }

  @Test
  void shouldWaitUntilTheGapIsClosed() throws Exception {
    registry
        .on("GET /promotions/p1", 200, promotion("SWITCHED", true, false))
        .on("GET /promotions/p1", 200, promotion("SWITCHED", true, true));

    JsonNode end = watch().await(json(promotion("ANNOUNCED", true, false)));

    assertThat(end.path("settled").asBoolean()).isTrue();
  }

  @Test
  void shouldTellThatASwitchWasTakenBack() throws Exception {
    registry.on("GET /promotions/p1", 200, promotion("ROLLED_BACK", true, true));

    JsonNode end = watch().await(json(promotion("ANNOUNCED", true, false)));

    assertThat(PromotionWatch.isGood(end)).isFalse();
    assertThat(PromotionWatch.words(end))
        .containsExactly("yard was not changed (rolled_back): the registry gave no reason");
  }

  private PromotionWatch watch() {
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now;
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    var waiting = new Waiting(clock, this::pass);
    return new PromotionWatch(new RegistryClient(URI.create(registry.url())), waiting, told::add);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    pauses++;
    atPause.run();
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static String promotion(String state, boolean gap, boolean settled) {
    return "{'id':'p1','slot':'yard','state':'%s','deadline':'%s','gap':%s,'settled':%s,'problem':''}"
        .formatted(state, DEADLINE, gap, settled);
  }
}
