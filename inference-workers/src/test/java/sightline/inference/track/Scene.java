package sightline.inference.track;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import sightline.events.Detection;
import sightline.events.FrameId;
import sightline.events.geometry.Box;

/** Frames of one camera, 40 ms apart, shown to one tracker. */
final class Scene {

  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  Tracker tracker;
  private long epoch = 7;
  private long sequence;
  private Instant at = NOON;

  Scene(Tracker tracker) {
    this.tracker = tracker;
  }

  static Scene of(TrackerKind kind) {
    return new Scene(Trackers.of(TrackerSettings.of(kind)).start());
  }

  /** The ids of the detections of the next frame. */
  List<Long> see(Detection... detections) {
    return see(List.of(detections));
  }

  List<Long> see(List<Detection> detections) {
    return show(detections).stream().map(Detection::track).toList();
  }

  /** The detections of the next frame with their ids. */
  List<Detection> show(List<Detection> detections) {
    at = at.plusMillis(40);
    return tracker.update(new FrameId("gate", epoch, sequence++), at, detections);
  }

  /** The ids of the last of {@code frames} frames with the same detections. */
  List<Long> seeFor(int frames, Detection... detections) {
    var last = new ArrayList<List<Long>>();
    LongStream.range(0, frames).forEach(frame -> last.add(see(detections)));
    return last.get(frames - 1);
  }

  /** The camera is opened anew. */
  void reopen() {
    epoch++;
    sequence = 0;
  }

  /** No frame comes for so long. */
  void pause(long millis) {
    at = at.plusMillis(millis);
  }

  static Detection person(double left, double top, double score) {
    return object(0, "person", left, top, score);
  }

  static Detection object(int classId, String label, double left, double top, double score) {
    var box = new Box((float) left, (float) top, (float) left + 40, (float) top + 100);
    return new Detection(box, classId, label, (float) score);
  }
}
