package sightline.registry.shelf;

import java.time.Instant;

/**
 * Which registry writes. Topic {@code models}, key = {@value Keys#WRITER}.
 *
 * @param url under which it is reached; empty: nobody ever wrote
 * @param instance tells two registries at the same address apart
 */
public record WriterRecord(String url, String instance, Instant since) {

  static final WriterRecord NOBODY = new WriterRecord("", "", Instant.EPOCH);
}
