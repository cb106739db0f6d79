package sightline.inference.stage;

import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.StoreBuilder;
import sightline.events.Detection;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.geometry.Mask;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.Report;
import sightline.inference.outcome.ResultHeaders;
import sightline.inference.track.TrackPlan;
import sightline.inference.track.Tracker;

/**
 * Gives the objects of tracked slots their ids, and tells of them once more on a topic of their
 * own. Everything else passes by as it is.
 *
 * <p>A frame that comes again, as one that an operator wants looked at once more, gets no ids: its
 * time is over, and later frames have been told of.
 *
 * <p>Threading: the stream thread of the task.
 */
public final class TrackStage implements FixedKeyProcessor<String, Report, Report> {

  private final TrackPlan plan;
  private final int maxTrackers;
  private final InferenceMetrics metrics;
  private FixedKeyProcessorContext<String, Report> context;
  private TrackKeeper keeper;

  private TrackStage(TrackPlan plan, int maxTrackers, InferenceMetrics metrics) {
    this.plan = plan;
    this.maxTrackers = maxTrackers;
    this.metrics = metrics;
  }

  /**
   * Makes a stage for each task.
   *
   * @param maxTrackers most pairs of camera and slot that a task remembers
   */
  public static FixedKeyProcessorSupplier<String, Report, Report> supplier(
      TrackPlan plan, int maxTrackers, InferenceMetrics metrics) {
    return new FixedKeyProcessorSupplier<>() {
      @Override
      public FixedKeyProcessor<String, Report, Report> get() {
        return new TrackStage(plan, maxTrackers, metrics);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(TrackKeeper.store());
      }
    };
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Report> given) {
    context = given;
    keeper = new TrackKeeper(given.getStateStore(TrackKeeper.STORE), plan, maxTrackers, metrics);
  }

  @Override
  public void process(FixedKeyRecord<String, Report> record) {
    if (record.value() instanceof Outcome.Detected found && keeper.tracks(found.slot())) {
      track(record, found);
    } else {
      context.forward(record);
    }
  }

  private void track(FixedKeyRecord<String, Report> record, Outcome.Detected found) {
    Provenance provenance = found.provenance();
    String camera = provenance.frame().camera();
    Tracker tracker = keeper.of(camera, found.slot());
    if (tracker.isPast(provenance.frame())) {
      context.forward(record);
      return;
    }
    List<Detection> named =
        tracker.update(provenance.frame(), provenance.capturedAt(), found.event().detections());
    keeper.save(camera, found.slot(), tracker);
    var result = new ObjectsDetected(provenance, named);
    context.forward(record.withValue(new Outcome.Detected(result, found.masks())));
    context.forward(
        record
            .withValue(new Report.Tracked(new ObjectsDetected(provenance, tracked(named))))
            .withHeaders(ResultHeaders.of(ResultHeaders.OBJECTS_TRACKED, provenance)));
  }

  /** Without masks, which are large, and are told of with the result. */
  private static List<Detection> tracked(List<Detection> named) {
    return named.stream().filter(one -> one.track() > 0).map(TrackStage::withoutMask).toList();
  }

  private static Detection withoutMask(Detection one) {
    return new Detection(
        one.box(),
        one.classId(),
        one.label(),
        one.score(),
        one.track(),
        one.landmarks(),
        Mask.NONE);
  }

  @Override
  public void close() {
    if (keeper != null) {
      keeper.close();
    }
  }
}
