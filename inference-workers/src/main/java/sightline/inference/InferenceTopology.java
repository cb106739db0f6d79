package sightline.inference;

import static sightline.events.Topics.DETECTIONS;
import static sightline.events.Topics.FRAMES;
import static sightline.events.Topics.LEDGER;
import static sightline.events.Topics.REJECTIONS;
import static sightline.events.Topics.SEGMENTATIONS;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import sightline.events.codec.ResultCodec;
import sightline.events.codec.StateCodec;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.Report;

/**
 * The map of this module. Read {@link #build} top to bottom: it is the diagram in the README.
 *
 * <pre>
 *   frames --> detect --+--> detections
 *                       +--> segmentations
 *                       +--> rejections
 *                       +--> ledger
 * </pre>
 */
public final class InferenceTopology {

  private InferenceTopology() {}

  /** Wires the stages; they are passed in so that a test can fake the slow ones. */
  public static Topology build(FixedKeyProcessorSupplier<String, byte[], Report> detect) {
    var builder = new StreamsBuilder();

    KStream<String, byte[]> frames =
        builder.stream(FRAMES.name(), Consumed.with(Serdes.String(), Serdes.ByteArray()));
    KStream<String, Report> reports = frames.processValues(detect, Named.as("detect"));

    KStream<String, Outcome.Detected> detected = only(Outcome.Detected.class, reports);
    detected
        .filterNot((camera, found) -> found.masks())
        .mapValues(found -> ResultCodec.write(found.event()))
        .to(DETECTIONS.name(), bytes());
    detected
        .filter((camera, found) -> found.masks())
        .mapValues(found -> ResultCodec.write(found.event()))
        .to(SEGMENTATIONS.name(), bytes());
    only(Outcome.Rejected.class, reports)
        .mapValues(rejected -> ResultCodec.write(rejected.event()))
        .to(REJECTIONS.name(), bytes());
    only(Report.Booked.class, reports)
        .mapValues(booked -> StateCodec.write(booked.row()))
        .to(LEDGER.name(), bytes());

    return builder.build();
  }

  private static <T extends Report> KStream<String, T> only(
      Class<T> kind, KStream<String, Report> reports) {
    return reports.filter((camera, report) -> kind.isInstance(report)).mapValues(kind::cast);
  }

  private static Produced<String, byte[]> bytes() {
    return Produced.with(Serdes.String(), Serdes.ByteArray());
  }
}
