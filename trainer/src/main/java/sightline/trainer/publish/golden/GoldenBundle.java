package sightline.trainer.publish.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP of a net and its golden frames, as the registry takes it. The same files give the same
 * bytes, whenever and wherever it is made, so that it is known by its digest.
 *
 * <p>The manifest stands in the net's own metadata and not beside it: so the registry recognizes
 * what it has already.
 */
public final class GoldenBundle {

  private static final String FOLDER = "golden/";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private GoldenBundle() {}

  /** Makes {@code bundle}, whole or not at all. */
  public static void write(Path bundle, Path onnx, List<GoldenFrame> frames) throws IOException {
    Path part = bundle.resolveSibling(bundle.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
        var zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      addNet(zip, onnx);
      int number = 0;
      for (GoldenFrame frame : frames) {
        String name = FOLDER + frame.fileName(++number);
        add(zip, name + ".jpg", frame.jpeg());
        add(zip, name + ".json", frame.results().toString().getBytes(UTF_8));
        add(zip, name + ".safetensors", frame.tensors());
      }
    }
    Files.move(part, bundle, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Takes the files of golden frame {@code picture} out of {@code bundle}.
   *
   * @param picture {@code NAME.jpg}, as the check calls it
   * @return whether there is one of that name
   */
  public static boolean extract(Path bundle, String picture, Path folder) throws IOException {
    String name = picture.replaceFirst("\\.jpg$", "");
    boolean found = false;
    try (var zip = new ZipFile(bundle.toFile())) {
      for (String ending : List.of(".jpg", ".json", ".safetensors")) {
        ZipEntry entry = zip.getEntry(FOLDER + name + ending);
        if (entry != null && !name.contains("/")) {
          Files.createDirectories(folder);
          try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, folder.resolve(name + ending), StandardCopyOption.REPLACE_EXISTING);
          }
          found = true;
        }
      }
    }
    return found;
  }

  private static void addNet(ZipOutputStream zip, Path onnx) throws IOException {
    var sum = new CRC32();
    long size;
    try (var in = new CheckedInputStream(Files.newInputStream(onnx), sum)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    }
    zip.putNextEntry(entry("model.onnx", size, sum));
    Files.copy(onnx, zip);
    zip.closeEntry();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var sum = new CRC32();
    sum.update(content);
    zip.putNextEntry(entry(name, content.length, sum));
    zip.write(content);
    zip.closeEntry();
  }

  private static ZipEntry entry(String name, long size, CRC32 sum) {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(NO_TIME);
    entry.setSize(size);
    entry.setCompressedSize(size);
    entry.setCrc(sum.getValue());
    return entry;
  }
}
