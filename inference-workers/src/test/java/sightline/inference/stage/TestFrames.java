package sightline.inference.stage;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.geometry.FrameSize;
import sightline.inference.batch.BatchSettings;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.metrics.FrameTimes;
import sightline.inference.metrics.InferenceMetrics;
import sightline.inference.reading.Reading;
import sightline.inference.slot.Slot;

/** Frames, pictures and settings for the tests of the lanes. */
final class TestFrames {

  private TestFrames() {}

  /** Two lanes with batches of up to {@code maxBatch}, and calls of just that size. */
  static LaneSettings settings(int maxBatch, Integer... buckets) {
    return new LaneSettings(
        2,
        maxBatch,
        List.of(buckets),
        new BatchSettings(List.of(maxBatch), Duration.ZERO, 16, 16, 16),
        new LaneSettings.Limits(100_000, 1_000_000, new Reading.Bounds(1000, 512)));
  }

  static FrameWork work(byte[] jpeg, FrameSize size, List<Slot> slots) {
    return work(frame(jpeg, size), slots, Clock.systemUTC());
  }

  static FrameWork work(FrameCaptured frame, List<Slot> slots, Clock clock) {
    var times = new FrameTimes(frame.capturedAt(), clock, new InferenceMetrics());
    var source = new LogPosition("frames", 0, frame.frame().sequence());
    return new FrameWork(frame, source, times, slots, new CompletableFuture<>());
  }

  static FrameCaptured frame(byte[] jpeg, FrameSize size) {
    return new FrameCaptured(
        new FrameId("gate", 1, 0),
        Instant.now(),
        size,
        Picture.ofJpeg(jpeg),
        FrameCounts.NONE,
        QueuePolicy.WAIT);
  }

  /** Gray, with one orange figure from (200, 100) to (240, 200). */
  static byte[] picture(int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    var graphics = image.createGraphics();
    graphics.setColor(Color.GRAY);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(240, 130, 40));
    graphics.fillRect(200, 100, 40, 100);
    graphics.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpeg", out);
    return out.toByteArray();
  }

  /** A detector with {@code slots}, warm. */
  static Detector detector(List<Slot> slots, LaneSettings settings) throws InferenceFailed {
    var detector = new Detector(settings, new InferenceMetrics());
    for (Slot slot : slots) {
      detector.open(slot);
    }
    return detector;
  }
}
