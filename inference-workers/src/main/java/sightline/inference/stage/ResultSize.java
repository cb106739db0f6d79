package sightline.inference.stage;

import java.util.List;
import sightline.events.Detection;
import sightline.events.Picture;
import sightline.events.Topic;
import sightline.events.Topics;

/** Whether a result fits into a record of its topic; one that does not would stop the task. */
final class ResultSize {

  /** Provenance, headers, key and what frames a batch, bytes. */
  private static final int AROUND = 16 << 10;

  /** Box, class, score, track and the tags of all fields, bytes. */
  private static final int OF_EACH = 64;

  private static final int MAX_BYTES_OF_A_CHARACTER = 3;

  private ResultSize() {}

  /** The topic that results of models with or without masks go to. */
  private static Topic topic(boolean masks) {
    return masks ? Topics.SEGMENTATIONS : Topics.DETECTIONS;
  }

  /** At most so many bytes; more than the record will have. */
  static long bytes(List<Detection> found) {
    long bytes = AROUND;
    for (Detection one : found) {
      bytes += OF_EACH + (long) MAX_BYTES_OF_A_CHARACTER * one.label().length();
      bytes += (long) Float.BYTES * one.landmarks().size() + one.mask().counts().length();
    }
    return bytes;
  }

  /** One sentence when a judgement with this {@code heat} does not fit, else empty. */
  static String problem(Picture heat) {
    long bytes = (long) AROUND + heat.sizeBytes();
    int most = Topics.ANOMALIES.maxRecordBytes();
    return bytes <= most
        ? ""
        : "the heat map makes a result of up to %d bytes, expected at most %d of topic %s"
            .formatted(bytes, most, Topics.ANOMALIES.name());
  }

  /** One sentence when {@code found} does not fit, else empty. */
  static String problem(List<Detection> found, boolean masks) {
    long bytes = bytes(found);
    int most = topic(masks).maxRecordBytes();
    return bytes <= most
        ? ""
        : "the result of %d objects has up to %d bytes, expected at most %d of topic %s"
            .formatted(found.size(), bytes, most, topic(masks).name());
  }
}
