package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.inference.track.TrackPlan;
import sightline.inference.track.TrackerKind;

class InferenceConfigTest {

  @Test
  void shouldTakeItsDefaultsFromItsManual() {
    InferenceConfig defaults = InferenceConfig.defaults();

    assertThat(defaults.applicationId()).isEqualTo("sightline-workers");
    assertThat(defaults.guarantee()).isEqualTo("exactly_once_v2");
    assertThat(defaults.provider()).isEqualTo("auto");
    assertThat(defaults.host()).isEqualTo("127.0.0.1");
    assertThat(defaults.port()).isEqualTo(8082);
    assertThat(defaults.minScore()).isEqualTo(-1);
    assertThat(defaults.maxPending()).isEqualTo(16);
    assertThat(defaults.maxQueueDelay()).isEqualTo(Duration.ofMillis(5));
    assertThat(defaults.ledgerEvery()).isEqualTo(Duration.ofSeconds(2));
    assertThat(defaults.liveWithin()).isEqualTo(Duration.ofSeconds(90));
    assertThat(defaults.minFreeBytes()).isEqualTo(64 << 20);
    assertThat(defaults.restartPause()).isEqualTo(Duration.ofMillis(500));
    assertThat(defaults.maxRestarts()).isEqualTo(5);
  }

  @Test
  void shouldLayTheOperatorsKeysOverTheDefaults() throws Exception {
    InferenceConfig config = InferenceConfig.read(yaml("minScore: 0.4\nmaxQueueDelay: PT0.02S"));

    assertThat(config.minScore()).isEqualTo(.4f);
    assertThat(config.maxQueueDelay()).isEqualTo(Duration.ofMillis(20));
    assertThat(config.lanes()).isZero();
  }

  @Test
  void shouldMakeOneSlotOfTheSingleKeysWhenNoneIsListed() throws Exception {
    InferenceConfig config = InferenceConfig.read(yaml("model: a.onnx\nreduction: half"));

    assertThat(config.slotsServed())
        .containsExactly(new SlotConfig("default", "a.onnx", -1, List.of(), "half"));
  }

  @Test
  void shouldReadSlotsOfWhichOnlyNameAndModelAreSaid() throws Exception {
    InferenceConfig config =
        InferenceConfig.read(
            yaml(
                """
                slots:
                  - {name: people, model: p.onnx}
                  - {name: cars, model: c.onnx, minScore: 0.4, cameras: [gate], reduction: half}
                """));

    assertThat(config.slotsServed())
        .containsExactly(
            new SlotConfig("people", "p.onnx", -1, List.of(), "full"),
            new SlotConfig("cars", "c.onnx", .4f, List.of("gate"), "half"));
  }

  @ParameterizedTest
  @CsvSource({
    "minScore: 40,            'inference.minScore is 40.0, expected 0 to 1, or -1'",
    "maxPending: 0,           'inference.maxPending is 0, expected 1 to 4096'",
    "provider: gpu,           'inference.provider is gpu, expected auto, cpu, cuda, tensorrt'",
    "tick: PT0S,              'inference.tick is PT0S, expected more than zero'",
    "maxInFlight: 15,         'inference.maxInFlight is 15, expected 16 to 65536'",
    "maxQueuedPerCamera: 0,   'inference.maxQueuedPerCamera is 0, expected 1 to 65536'",
    "drainWithin: PT-1S,      'inference.drainWithin is PT-1S, expected zero or more'",
    "batchBuckets: [0],       'inference.batchBuckets is [0], expected sizes of 1 to 256'",
    "preferredBatchSizes: [300], 'inference.preferredBatchSizes is [300], expected sizes of 1 to 256'",
    "'slots: [{name: a}]',    'inference.slots.model is null, expected the path of a file, of a'",
    "'slots: [{name: a, model: m, minScore: 2}]', 'inference.slots.minScore is 2.0, expected 0 to 1, or -1'",
    "'slots: [{name: a, model: m}, {name: a, model: n}]', 'inference.slots is [a, a], expected each slot to have its own name'",
    "liveWithin: PT30S,       'inference.liveWithin is PT30S, expected more than maxStall (PT1M)'",
    "maxRestarts: -1,         'inference.maxRestarts is -1, expected 0 to 1000'",
    "minFreeBytes: -1,        'inference.minFreeBytes is -1, expected 0 or more'",
    "ledgerEvery: -PT1S,      'inference.ledgerEvery is PT-1S, expected zero or more'",
    "tracker: kalman,         'inference.tracker is kalman, expected none, sort, bytetrack'",
    "'trackers: {a: b}',      'inference.trackers.a is b, expected none, sort, bytetrack'",
    "'tracking: {lowScore: 2}', 'inference.tracking.lowScore is 2.0, expected 0.0 to 1.0'",
    "'tracking: {maxTracks: 0}', 'inference.tracking.maxTracks is 0, expected 1 to 512'",
    "bootstrapServers: '',    'inference.bootstrapServers is , expected host:port'",
  })
  void shouldSayWhichKeyHasWhichValueAndWhatWasExpected(String text, String complaint) {
    assertThatThrownBy(() -> InferenceConfig.read(yaml(text))).hasMessage(complaint);
  }

  @Test
  void shouldTrackNothingUnlessTold() {
    assertThat(InferenceConfig.defaults().trackPlan()).isEqualTo(TrackPlan.NOTHING);
  }

  @Test
  void shouldTrackSomeSlotsOtherThanTheRest() throws Exception {
    TrackPlan plan =
        InferenceConfig.read(
                yaml(
                    """
                    tracker: sort
                    trackers: {people: bytetrack, cars: none}
                    tracking: {lostFor: PT3S}
                    """))
            .trackPlan();

    assertThat(plan.of("dogs")).isEqualTo(TrackerKind.SORT);
    assertThat(plan.of("people")).isEqualTo(TrackerKind.BYTETRACK);
    assertThat(plan.of("cars")).isEqualTo(TrackerKind.NONE);
    assertThat(plan.rules().lostFor()).isEqualTo(Duration.ofSeconds(3));
    assertThat(plan.rules().maxTracks()).isEqualTo(128);
  }

  @Test
  void shouldRefuseAKeyThatItDoesNotKnow() {
    assertThatThrownBy(() -> InferenceConfig.read(yaml("minscore: 0.4")))
        .hasMessageStartingWith("inference.minscore is not a setting, expected one of [");
  }

  @Test
  void shouldRefuseAKeyOfASlotThatItDoesNotKnow() {
    assertThatThrownBy(() -> InferenceConfig.read(yaml("slots: [{name: a, model: m, camera: b}]")))
        .hasMessageStartingWith("inference.slots[0].camera is not a setting, expected one of [");
  }

  @Test
  void shouldSayWhichKeyHasAValueOfTheWrongKind() {
    assertThatThrownBy(() -> InferenceConfig.read(yaml("maxQueueDelay: soon")))
        .hasMessageStartingWith("inference.maxQueueDelay cannot be read: ");
  }

  private static JsonNode yaml(String text) throws Exception {
    return new YAMLMapper().readTree(text);
  }
}
