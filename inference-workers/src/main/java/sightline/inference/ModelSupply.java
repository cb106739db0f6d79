package sightline.inference;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.streams.KafkaClientSupplier;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Slots;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.LaneSettings;

/**
 * Where slots and their models come from.
 *
 * <p>Threading: start and close from one thread, the rest from any.
 *
 * <p>Ownership: owns the models; closed after the streams and before the lanes.
 */
interface ModelSupply extends AutoCloseable {

  /** Slots that are there before anything has started. */
  List<Slot> atStart();

  Slots slots();

  LaneSettings lanes();

  /** What stands before the clients of the streams. */
  KafkaClientSupplier before(KafkaClientSupplier clients);

  /** Name of this worker in the group; empty when nobody asks for it. */
  String worker();

  /** Begins to supply; {@code streams} are started once the models are ready. */
  void start(DetectLanes lanes, RestartingStreams streams, InferenceMetrics metrics)
      throws IOException;

  /** Why frames wait for a model; empty when none has to. */
  String whyNotReady();

  @Override
  void close();

  /** Closes what the lanes have used, after them. */
  void closeModels();
}
