package sightline.inference.stage;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import sightline.events.Provenance;
import sightline.events.Stage;
import sightline.events.StageTimes;
import sightline.inference.ledger.Entry;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.outcome.Outcome;
import sightline.inference.outcome.Report;
import sightline.inference.outcome.ResultHeaders;

/**
 * Sends outcomes on as if their frame's record were being processed now, and settles the account.
 *
 * <p>Threading: the task's stream thread.
 */
final class Forwarding {

  private final InternalProcessorContext<String, Report> context;
  private final ProcessorNode<?, ?, ?, ?> node;
  private final Books books;
  private final InferenceMetrics metrics;
  private final Clock clock;

  /**
   * What must be told again when a frame's outcomes are forwarded.
   *
   * @param record of the frame, without its value
   * @param context that Kafka Streams had when it came
   * @param entry of the ledger that the outcomes settle
   */
  record Origin(
      FixedKeyRecord<String, byte[]> record, ProcessorRecordContext context, Entry entry) {}

  /** Forwards from the node that {@code context} is at now. */
  Forwarding(
      InternalProcessorContext<String, Report> context,
      Books books,
      InferenceMetrics metrics,
      Clock clock) {
    this.context = context;
    this.node = context.currentNode();
    this.books = books;
    this.metrics = metrics;
    this.clock = clock;
  }

  void forward(Origin origin, List<Outcome> outcomes) {
    ProcessorRecordContext recordBefore = context.recordContext();
    ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
    context.setRecordContext(origin.context());
    context.setCurrentNode(node);
    try {
      outcomes.forEach(outcome -> forward(origin, outcome));
    } finally {
      context.setCurrentNode(nodeBefore);
      context.setRecordContext(recordBefore);
    }
  }

  private void forward(Origin origin, Outcome outcome) {
    if (outcome instanceof Outcome.WithEvent told) {
      Outcome.WithEvent stamped = stamped(told);
      var headers = ResultHeaders.of(stamped.eventType(), stamped.provenance());
      context.forward(origin.record().withValue(stamped).withHeaders(headers));
    }
    books.settle(origin.entry(), outcome);
    count(outcome);
  }

  private Outcome.WithEvent stamped(Outcome.WithEvent outcome) {
    var provenance = outcome.provenance();
    Duration age = Duration.between(provenance.capturedAt(), clock.instant());
    provenance.stages().sinceCapture().values().stream()
        .max(Duration::compareTo)
        .ifPresent(before -> metrics.stageDone(Stage.FORWARDED, age.minus(before)));
    return outcome.with(forwardedAfter(age, provenance));
  }

  /** {@code from} with one more time, the last that a frame gets. */
  private static Provenance forwardedAfter(Duration age, Provenance from) {
    var times = new HashMap<>(from.stages().sinceCapture());
    times.put(Stage.FORWARDED, age);
    return new Provenance(
        from.frame(),
        from.slot(),
        from.capturedAt(),
        from.frameSize(),
        from.model(),
        from.source(),
        new StageTimes(times));
  }

  private void count(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      metrics.frameRejected(rejected.event().reason());
    } else if (outcome instanceof Outcome.Skipped skipped) {
      metrics.frameSkipped(skipped.reason());
    } else if (outcome instanceof Outcome.Late) {
      metrics.frameLate();
    } else if (outcome instanceof Outcome.NoSlot) {
      metrics.frameWithoutSlot();
    } else {
      metrics.frameInferred();
      if (outcome instanceof Outcome.Judged judged) {
        metrics.frameJudged(judged.slot(), judged.event().abnormal());
      }
    }
  }
}
