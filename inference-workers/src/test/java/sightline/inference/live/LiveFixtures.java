package sightline.inference.live;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import sightline.events.ModelRef;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.inference.image.Reduction;
import sightline.inference.slot.LoadedModel;
import sightline.inference.slot.Slot;

/** Slots, versions and records for the tests of what comes and goes. */
final class LiveFixtures {

  private static final Instant AT = Instant.parse("2026-11-22T14:00:00Z");

  private LiveFixtures() {}

  static ServedModel model(String version) {
    return new ServedModel("people", version, "sha256:" + version.repeat(64), 4, "");
  }

  /** The slot people, in which {@code model} looks at every camera. */
  static SlotState state(long revision, ServedModel model) {
    return new SlotState("people", revision, List.of(new Rule(SlotState.ALL, model)), -1, "full");
  }

  /** What topic models says when {@code state} began at {@code offset} of partitions 0 to 3. */
  static SlotRecord record(SlotState state, long offset) {
    var offsets = Map.of(0, offset, 1, offset, 2, offset, 3, offset);
    return new SlotRecord(
        state.slot(), state.revision(), List.of(new Switch(state, AT, offsets)), List.of());
  }

  /** What topic models says when {@code state} has replaced what {@code before} says. */
  static SlotRecord after(SlotRecord before, SlotState state, long offset) {
    var switches = new java.util.ArrayList<>(record(state, offset).switches());
    switches.addAll(before.switches());
    return new SlotRecord(state.slot(), state.revision(), switches, List.of());
  }

  static VersionKey key(ServedModel model) {
    return VersionKey.of(state(1, model), model);
  }

  static Slot slot(ServedModel model) {
    var ref = new ModelRef(model.name(), model.version(), model.digest(), "cpu");
    return new Slot("people", new LoadedModel(ref, null, null), Reduction.FULL, Set.of());
  }

  static List<String> names(List<Slot> slots) {
    return slots.stream()
        .map(slot -> slot.model().ref().name() + "/" + slot.model().ref().version())
        .toList();
  }

  static ConsumerRecord<byte[], byte[]> frame(long offset) {
    var headers = new RecordHeaders();
    headers.add(
        "ce_type", FrameHeaders.FRAME_CAPTURED.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return polled(offset, new byte[0], headers);
  }

  static ConsumerRecord<byte[], byte[]> marker(long offset, SlotState state) {
    return polled(offset, CanonicalJson.write(state), FrameHeaders.of(state, AT));
  }

  private static ConsumerRecord<byte[], byte[]> polled(long offset, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        Topics.FRAMES.name(),
        0,
        offset,
        AT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        value.length,
        new byte[0],
        value,
        headers,
        Optional.empty());
  }
}
