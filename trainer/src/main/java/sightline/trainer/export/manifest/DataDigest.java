package sightline.trainer.export.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;

/**
 * Tells whether two models have seen the same data: a digest over labels, and of every sample, in
 * the order of their ids, id, size of the picture's file and all annotations. Pixels of pictures
 * are not read; where the folder lies does not matter.
 *
 * <p>Threading: stateless, any thread. Of scenes one at a time is in memory.
 */
public final class DataDigest {

  private static final int CHUNK_BYTES = 1 << 16;

  private final MessageDigest sha256;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);

  private DataDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Of {@code samples}, in whatever order they come.
   *
   * @return {@code sha256:} and 64 hexadecimal digits
   * @throws IOException when a picture is gone, or a scene cannot be read
   */
  public static String of(List<String> labels, List<Sample> samples) throws IOException {
    var digest = new DataDigest();
    digest.put(labels.size());
    labels.forEach(digest::put);
    List<Sample> sorted = samples.stream().sorted(Comparator.comparing(Sample::id)).toList();
    for (Sample sample : sorted) {
      digest.put(sample);
    }
    return digest.end();
  }

  /** Of what a text describes completely, as the location of a generated scene. */
  public static String ofText(String text) {
    var digest = new DataDigest();
    digest.put(text);
    return digest.end();
  }

  private void put(Sample sample) throws IOException {
    put(sample.id());
    put(Files.size(sample.picture()));
    put(sample.size().width());
    put(sample.size().height());
    put(sample.truths().size());
    sample.truths().forEach(this::put);
    if (sample.scene() == SceneSource.NONE) {
      put(0);
    } else {
      put(sample.scene().read());
    }
  }

  private void put(Truth truth) {
    put(truth.classId());
    put(Float.floatToIntBits(truth.box().left()));
    put(Float.floatToIntBits(truth.box().top()));
    put(Float.floatToIntBits(truth.box().right()));
    put(Float.floatToIntBits(truth.box().bottom()));
    Mask mask = truth.mask();
    put(mask.width());
    put(mask.height());
    put(mask.counts());
    put((truth.crowd() ? 1 : 0) + (truth.difficult() ? 2 : 0));
    put(truth.track());
  }

  private void put(Scene scene) {
    put(1);
    put(scene.width());
    put(scene.height());
    put(scene.parts().size());
    for (Scene.Part part : scene.parts()) {
      put(part.id());
      put(part.classId());
      put(part.crowd() ? 1 : 0);
    }
    for (int id : scene.ids()) {
      put(id);
    }
  }

  /** With its length, so that no two texts together are like two others. */
  private void put(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    put(bytes.length);
    flush();
    sha256.update(bytes);
  }

  private void put(long number) {
    if (chunk.remaining() < Long.BYTES) {
      flush();
    }
    chunk.putLong(number);
  }

  private void flush() {
    sha256.update(chunk.flip());
    chunk.clear();
  }

  private String end() {
    flush();
    return "sha256:" + HexFormat.of().formatHex(sha256.digest());
  }
}
