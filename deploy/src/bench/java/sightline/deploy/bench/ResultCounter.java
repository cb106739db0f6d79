package sightline.deploy.bench;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import sightline.events.Stage;
import sightline.events.Topics;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/** Reads topic {@code detections} as the wall does, and adds up what the stages took. */
final class ResultCounter implements AutoCloseable {

  private final LogReader log;
  private final Map<Stage, Long> nanosByStage = new EnumMap<>(Stage.class);
  private long results;

  ResultCounter(String bootstrapServers) {
    log = LogReader.of(bootstrapServers, Topics.DETECTIONS);
  }

  /** Results read so far, after waiting a moment for more. */
  long poll() {
    for (byte[] value : log.values()) {
      results++;
      try {
        add(ResultCodec.readDetected(value).provenance().stages().sinceCapture());
      } catch (MalformedRecord e) {
        throw new IllegalStateException(e);
      }
    }
    return results;
  }

  private void add(Map<Stage, Duration> times) {
    Duration before = null;
    for (var time : times.entrySet()) {
      if (before != null) {
        nanosByStage.merge(time.getKey(), time.getValue().minus(before).toNanos(), Long::sum);
      }
      before = time.getValue();
    }
  }

  /** Wall time spent in each stage by all results since the last call. */
  Map<Stage, Long> takeStages() {
    var taken = new EnumMap<>(nanosByStage);
    nanosByStage.clear();
    return taken;
  }

  @Override
  public void close() {
    log.close();
  }
}
