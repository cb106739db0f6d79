package sightline.inference;

import static sightline.events.Topics.ANOMALIES;
import static sightline.events.Topics.DETECTIONS;
import static sightline.events.Topics.FRAMES;
import static sightline.events.Topics.LEDGER;
import static sightline.events.Topics.REJECTIONS;
import static sightline.events.Topics.SEGMENTATIONS;
import static sightline.events.Topics.TRACKS;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.ResultCodec;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.Report;

/**
 * The map of this module. Read {@link #build} top to bottom: it is the diagram in the README.
 *
 * <pre>
 *   frames --> detect --> track --+--> detections
 *                                 +--> segmentations
 *                                 +--> anomalies
 *                                 +--> tracks
 *                                 +--> rejections
 *                                 +--> ledger
 * </pre>
 */
public final class InferenceTopology {

  private InferenceTopology() {}

  /** Wires the stages without tracking; nothing of it is kept then. */
  public static Topology build(FixedKeyProcessorSupplier<String, byte[], Report> detect) {
    var builder = new StreamsBuilder();
    tell(reports(builder, detect));
    return builder.build();
  }

  /** Wires the stages; they are passed in so that a test can fake the slow ones. */
  public static Topology build(
      FixedKeyProcessorSupplier<String, byte[], Report> detect,
      FixedKeyProcessorSupplier<String, Report, Report> track) {
    var builder = new StreamsBuilder();
    KStream<String, Report> reports =
        reports(builder, detect).processValues(track, Named.as("track"));
    only(Report.Tracked.class, reports)
        .mapValues(tracked -> ResultCodec.write(tracked.event()))
        .to(TRACKS.name(), bytes());
    tell(reports);
    return builder.build();
  }

  private static KStream<String, Report> reports(
      StreamsBuilder builder, FixedKeyProcessorSupplier<String, byte[], Report> detect) {
    KStream<String, byte[]> frames =
        builder.stream(FRAMES.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()));
    return frames.processValues(detect, Named.as("detect"));
  }

  private static void tell(KStream<String, Report> reports) {
    KStream<String, Outcome.Detected> detected = only(Outcome.Detected.class, reports);
    detected
        .filterNot((camera, found) -> found.masks())
        .mapValues(found -> ResultCodec.write(found.event()))
        .to(DETECTIONS.name(), bytes());
    detected
        .filter((camera, found) -> found.masks())
        .mapValues(found -> ResultCodec.write(found.event()))
        .to(SEGMENTATIONS.name(), bytes());
    only(Outcome.Judged.class, reports)
        .mapValues(judged -> ResultCodec.write(judged.event()))
        .to(ANOMALIES.name(), bytes());
    only(Outcome.Rejected.class, reports)
        .mapValues(rejected -> ResultCodec.write(rejected.event()))
        .to(REJECTIONS.name(), bytes());
    only(Report.Booked.class, reports)
        .mapValues(booked -> CanonicalJson.write(booked.row()))
        .to(LEDGER.name(), bytes());
  }

  private static <T extends Report> KStream<String, T> only(
      Class<T> kind, KStream<String, Report> reports) {
    return reports.filter((camera, report) -> kind.isInstance(report)).mapValues(kind::cast);
  }

  private static Produced<String, byte[]> bytes() {
    return Produced.with(Serdes.String(), Serdes.ByteArray());
  }
}
