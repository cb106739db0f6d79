package sightline.trainer.data.packed;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.Pixels;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Fence;

/**
 * Reads gray pictures and their classes from IDX files, as MNIST comes: {@code
 * NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte}, each perhaps with {@code .gz}. The
 * split is {@code NAME}, or {@code test} for {@code t10k}.
 *
 * <p>Each sample has one object, the whole picture. Its id is its number in the file, from 0. All
 * pixels are read at once and stay in memory.
 *
 * <p>Threading: stateless, any thread.
 *
 * @see <a href="http://yann.lecun.com/exdb/mnist/">the format, at the end of the page</a>
 */
public final class IdxReader {

  private static final int PICTURES = 0x0803;
  private static final int CLASSES = 0x0801;
  private static final long MOST_BYTES = 1L << 30;

  private IdxReader() {}

  /**
   * Reads one split; with an empty split the only one there is.
   *
   * @throws BadDataset when there is none, or it is no such file
   */
  public static Packed read(Path folder, ReadRules rules) throws IOException, BadDataset {
    String split = rules.split().equals("test") ? "t10k" : rules.split();
    List<String> files = Fence.around(folder).files(rules.limits());
    byte[] classes;
    FrameSize size;
    byte[] bytes;
    try (DataInputStream labels = open(folder, files, split, "-labels-idx1-ubyte");
        DataInputStream pictures = open(folder, files, split, "-images-idx3-ubyte")) {
      expect(labels, CLASSES);
      classes = block(labels, count(labels, rules.limits()));
      expect(pictures, PICTURES);
      int found = count(pictures, rules.limits());
      int rows = side(pictures);
      size = new FrameSize(side(pictures), rows);
      if (found != classes.length) {
        throw new BadDataset(
            "expected a class for each of %d pictures, found %d".formatted(found, classes.length));
      }
      bytes = block(pictures, found * size.pixels());
    } catch (EOFException e) {
      throw new BadDataset("expected whole IDX files in %s, found an end".formatted(folder));
    }
    return packed(folder.getFileName() + "", size, classes, bytes, rules);
  }

  private static DataInputStream open(Path folder, List<String> files, String split, String kind)
      throws IOException, BadDataset {
    List<String> found =
        files.stream()
            .filter(file -> file.matches(".*" + kind + "(\\.gz)?"))
            .filter(file -> split.isEmpty() || file.startsWith(split + "-"))
            .toList();
    if (found.size() != 1) {
      throw new BadDataset(
          "expected one file %s%s in %s, found %s"
              .formatted(split.isEmpty() ? "*" : split, kind, folder, found));
    }
    InputStream raw = Files.newInputStream(folder.resolve(found.get(0)));
    try {
      InputStream whole = found.get(0).endsWith(".gz") ? new GZIPInputStream(raw) : raw;
      return new DataInputStream(new BufferedInputStream(whole));
    } catch (IOException e) {
      raw.close();
      throw new BadDataset(found.get(0) + ": " + e.getMessage());
    }
  }

  private static void expect(DataInputStream file, int magic) throws IOException, BadDataset {
    int found = file.readInt();
    if (found != magic) {
      throw new BadDataset(
          "expected an IDX file that begins with %08x, found %08x".formatted(magic, found));
    }
  }

  private static int count(DataInputStream file, ReadLimits limits) throws IOException, BadDataset {
    int count = file.readInt();
    if (count < 1 || count > limits.samples()) {
      throw new BadDataset(
          "expected 1 to %d pictures, found %d".formatted(limits.samples(), count));
    }
    return count;
  }

  private static int side(DataInputStream file) throws IOException, BadDataset {
    int side = file.readInt();
    if (side < 1 || side > 4096) {
      throw new BadDataset("expected sides of 1 to 4096 px, found %d".formatted(side));
    }
    return side;
  }

  private static byte[] block(DataInputStream file, long length) throws IOException, BadDataset {
    if (length > MOST_BYTES) {
      throw new BadDataset("expected at most %d bytes, found %d".formatted(MOST_BYTES, length));
    }
    byte[] bytes = file.readNBytes((int) length); // grows with what is there, not with the claim
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  private static Packed packed(
      String name, FrameSize size, byte[] classes, byte[] bytes, ReadRules rules)
      throws BadDataset {
    int most = IntStream.range(0, classes.length).map(i -> classes[i] & 0xFF).max().orElse(0);
    List<String> labels =
        rules.labels().isEmpty()
            ? IntStream.rangeClosed(0, Math.max(9, most)).mapToObj(String::valueOf).toList()
            : rules.labels();
    if (most >= labels.size()) {
      throw new BadDataset("expected classes below %d, found %d".formatted(labels.size(), most));
    }
    var whole = new Box(0, 0, size.width(), size.height());
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < classes.length; i++) {
      var truth = new Truth(classes[i] & 0xFF, whole, Mask.NONE, whole.area(), false, false, 0);
      samples.add(
          new Sample(String.valueOf(i), Path.of(""), size, List.of(truth), SceneSource.NONE));
    }
    int each = (int) size.pixels();
    PixelSource pixels =
        sample -> {
          int at = Integer.parseInt(sample.id()) * each;
          return new Pixels(size, 1, Arrays.copyOfRange(bytes, at, at + each));
        };
    return new Packed(new Dataset(name, labels, samples, List.of()), pixels);
  }
}
