package sightline.deploy.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.PlainText;
import sightline.deploy.rejections.RecordLog;
import sightline.events.Topics;
import sightline.events.codec.FrameHeaders;

/**
 * Pictures that a camera sends from now on, as a dataset of what is normal ({@code train/good}). No
 * more than {@value #MOST_PICTURES}, evenly over the time, and {@value #MOST_BYTES} bytes.
 *
 * <p>Threading: one thread; blocks.
 *
 * @param camera its name
 * @param folder of the dataset
 * @param time it takes
 */
record CameraRecording(String camera, Path folder, Duration time) {

  static final int MOST_PICTURES = 5_000;
  static final long MOST_BYTES = 1L << 30;

  CameraRecording {
    if (time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
      throw new BadInput("--record is %s, expected more than zero, to 1d".formatted(time));
    }
  }

  /** What was taken so far. */
  private static final class Taken {
    private int pictures;
    private long bytes;
    private Instant nextFrom = Instant.EPOCH;
  }

  /**
   * Takes the pictures.
   *
   * @throws BadInput when the camera sent none
   */
  void record(String bootstrapServers, Consumer<String> told) throws IOException, BrokerFailed {
    Path pictures = Files.createDirectories(folder.resolve("train").resolve("good"));
    var taken = new Taken();
    try (RecordLog log = RecordLog.open(bootstrapServers)) {
      log.seekToEnd(List.of(Topics.FRAMES));
      told.accept("takes pictures of %s for %s".formatted(camera, time));
      long end = System.nanoTime() + time.toNanos();
      while (System.nanoTime() - end < 0 && taken.bytes < MOST_BYTES) {
        for (ConsumerRecord<String, byte[]> message : log.next()) {
          if (isWanted(message, taken)) {
            take(message, taken, pictures);
          }
        }
      }
    }
    if (taken.pictures == 0) {
      throw new BadInput("camera '%s' sent no picture within %s".formatted(camera, time));
    }
    told.accept("%d pictures, %s".formatted(taken.pictures, PlainText.size(taken.bytes)));
  }

  private boolean isWanted(ConsumerRecord<String, byte[]> message, Taken taken) {
    return camera.equals(message.key())
        && FrameHeaders.type(message.headers()).equals(FrameHeaders.FRAME_CAPTURED)
        && !Instant.ofEpochMilli(message.timestamp()).isBefore(taken.nextFrom)
        && taken.pictures < MOST_PICTURES
        && taken.bytes + message.value().length <= MOST_BYTES;
  }

  private void take(ConsumerRecord<String, byte[]> message, Taken taken, Path pictures)
      throws IOException {
    taken.pictures++;
    taken.bytes += message.value().length;
    taken.nextFrom = Instant.ofEpochMilli(message.timestamp()).plus(time.dividedBy(MOST_PICTURES));
    Files.write(pictures.resolve("%06d.jpg".formatted(taken.pictures)), message.value());
  }
}
