package sightline.inference;

import java.util.List;
import org.apache.kafka.streams.KafkaClientSupplier;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.slot.LoadedSlots;
import sightline.inference.slot.Slot;
import sightline.inference.slot.Slots;
import sightline.inference.stage.DetectLanes;
import sightline.inference.stage.LaneSettings;

/**
 * The slots that the settings name, which stay as they are.
 *
 * <p>Threading: as {@link ModelSupply}. Ownership: the engines are closed by {@link #closeModels},
 * after the lanes.
 */
record FixedSupply(InferenceConfig config, LoadedSlots loaded) implements ModelSupply {

  @Override
  public List<Slot> atStart() {
    return loaded.all();
  }

  @Override
  public Slots slots() {
    return loaded;
  }

  @Override
  public LaneSettings lanes() {
    boolean onCpu = atStart().stream().allMatch(s -> s.model().ref().provider().equals("cpu"));
    int batchLimit =
        atStart().stream().mapToInt(s -> s.model().batchUpTo(Integer.MAX_VALUE)).max().orElse(1);
    return LaneChoice.of(config, onCpu, batchLimit);
  }

  @Override
  public KafkaClientSupplier before(KafkaClientSupplier clients) {
    return clients;
  }

  @Override
  public String worker() {
    return "";
  }

  @Override
  public void start(DetectLanes lanes, RestartingStreams streams, InferenceMetrics metrics) {
    streams.start();
  }

  @Override
  public String whyNotReady() {
    return "";
  }

  @Override
  public void close() {}

  @Override
  public void closeModels() {
    loaded.close();
  }
}
