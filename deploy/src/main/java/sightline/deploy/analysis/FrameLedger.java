package sightline.deploy.analysis;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import sightline.events.CameraHeartbeat;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.ModelRef;
import sightline.events.SkipReason;
import sightline.events.codec.CanonicalJson;

/**
 * Keeps the account of one epoch of one camera and writes one line for every captured frame, in
 * frame order, whatever the order in which news of frames and results arrives.
 *
 * <p>A frame that ingest left out is seen as a gap between two published frames; the counts that
 * travel with them say why.
 *
 * <p>Threading: one thread.
 */
final class FrameLedger {

  /** What can become of a frame. */
  enum Outcome {
    INFERRED,
    SKIPPED,
    LATE,
    REJECTED,
    LOST
  }

  private record Entry(Outcome outcome, String line) {}

  private final int maxWaiting;
  private final ModelRef model;
  private final LineSink lines;
  private final SeenFrames seen = new SeenFrames();
  private final Map<Long, Entry> waiting = new HashMap<>();
  private final Map<Outcome, Long> written = new EnumMap<>(Outcome.class);
  private FrameId first;
  private FrameCounts counts = FrameCounts.NONE;
  private long nextPublished;
  private long nextLine;
  private long repeated;
  private boolean ended;

  /**
   * Writes to {@code lines}.
   *
   * @param maxWaiting outcomes held back for an earlier frame; beyond it that frame is given up as
   *     lost
   * @param model of this run, for the lines of frames that no worker saw
   */
  FrameLedger(int maxWaiting, ModelRef model, LineSink lines) {
    this.maxWaiting = maxWaiting;
    this.model = model;
    this.lines = lines;
  }

  /** {@code event} lies in the log, with the counts that travel with it. */
  void published(FrameCaptured event) throws IOException {
    begin(event.frame());
    long sequence = event.frame().sequence();
    if (sequence < nextPublished) {
      return;
    }
    seen.add(event);
    accountGap(sequence, event.counts());
    nextPublished = sequence + 1;
    flush();
  }

  /** {@code frame} has its outcome, told by {@code line}. */
  void settled(FrameId frame, Outcome outcome, String line) throws IOException {
    begin(frame);
    if (frame.sequence() < nextLine
        || waiting.putIfAbsent(frame.sequence(), new Entry(outcome, line)) != null) {
      repeated++;
      return;
    }
    flush();
    while (waiting.size() > maxWaiting) {
      giveUpNext();
    }
  }

  /** The source has ended, and {@code last} holds its counts. */
  void ended(CameraHeartbeat last) throws IOException {
    begin(new FrameId(last.camera(), last.epoch(), 0));
    seen.end(last.at());
    accountGap(last.counts().captured(), last.counts());
    nextPublished = last.counts().captured();
    ended = true;
    flush();
  }

  /** Writes every frame that is still without an outcome as lost. */
  void giveUp() throws IOException {
    while (nextLine < nextPublished || !waiting.isEmpty()) {
      giveUpNext();
    }
  }

  /** Whether the source has ended and every frame of it has its line. */
  boolean isComplete() {
    return ended && nextLine >= counts.captured();
  }

  /** Whether the source has ended. */
  boolean hasEnded() {
    return ended;
  }

  /** Whether {@code frame} belongs to the epoch this account is about. */
  boolean concerns(FrameId frame) {
    return first == null
        || (first.epoch() == frame.epoch() && first.camera().equals(frame.camera()));
  }

  /** Lines written so far. */
  long lines() {
    return nextLine;
  }

  Balance balance() {
    return new Balance(
        Math.max(counts.captured(), nextLine),
        count(Outcome.INFERRED),
        count(Outcome.SKIPPED),
        count(Outcome.LATE),
        count(Outcome.REJECTED),
        count(Outcome.LOST),
        repeated);
  }

  private void begin(FrameId frame) {
    if (first == null) {
      first = frame;
    }
    if (!concerns(frame)) {
      throw new IllegalStateException(
          "%s belongs to another epoch than %s".formatted(frame, first));
    }
  }

  private void accountGap(long end, FrameCounts upToHere) {
    Queue<SkipReason> reasons = newlySkipped(upToHere);
    for (long sequence = nextPublished; sequence < end; sequence++) {
      SkipReason reason = reasons.poll();
      boolean lost = reason == null || reason == SkipReason.PUBLISH_FAILED;
      Outcome outcome = lost ? Outcome.LOST : Outcome.SKIPPED;
      String why = reason == null ? "UNACCOUNTED" : reason.name();
      waiting.put(sequence, new Entry(outcome, line(sequence, outcome, why)));
    }
    counts = upToHere;
  }

  private Queue<SkipReason> newlySkipped(FrameCounts upToHere) {
    var reasons = new ArrayDeque<SkipReason>();
    upToHere
        .skipped()
        .forEach(
            (reason, now) -> {
              long before = counts.skipped().getOrDefault(reason, 0L);
              for (long n = before; n < now; n++) {
                reasons.add(reason);
              }
            });
    return reasons;
  }

  private void flush() throws IOException {
    for (Entry entry = waiting.remove(nextLine); entry != null; entry = waiting.remove(nextLine)) {
      write(entry);
    }
  }

  private void giveUpNext() throws IOException {
    if (!waiting.containsKey(nextLine)) {
      write(new Entry(Outcome.LOST, line(nextLine, Outcome.LOST, "NO_OUTCOME")));
    }
    flush();
  }

  private void write(Entry entry) throws IOException {
    lines.write(entry.line());
    written.merge(entry.outcome(), 1L, Long::sum);
    nextLine++;
    seen.forgetBefore(nextLine);
  }

  private long count(Outcome outcome) {
    return written.getOrDefault(outcome, 0L);
  }

  /** The line of a frame that no worker saw: time and size are those of the frame nearest to it. */
  private String line(long sequence, Outcome outcome, String reason) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("frame", CanonicalJson.of(new FrameId(first.camera(), first.epoch(), sequence)));
    SeenFrames.Look look = seen.nearest(sequence);
    json.put("capturedAt", look.capturedAt().toString());
    json.set("frameSize", CanonicalJson.of(look.size()));
    json.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
    json.set("model", CanonicalJson.of(model));
    json.put("reason", reason);
    json.putArray("detections");
    return json.toString();
  }
}
