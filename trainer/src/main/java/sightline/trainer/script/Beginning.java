package sightline.trainer.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import sightline.trainer.export.TrainedNumbers;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.net.Parameter;
import sightline.trainer.net.file.FileGraph;
import sightline.trainer.numbers.SafeTensors.Stored;
import sightline.trainer.onnx.OnnxModel;
import sightline.trainer.publish.registry.Artifacts;
import sightline.trainer.publish.registry.RegistryAway;
import sightline.trainer.publish.registry.RegistryRefused;
import sightline.trainer.publish.registry.Version;

/**
 * The numbers that a net begins with, from {@code start.from}: a version of the registry, kept in
 * the job's folder, or an ONNX file.
 *
 * @param parent {@code NAME/VERSION} or file; empty for random numbers
 * @param numbers of the parameters that fit the net, by name
 * @param sentences for the log: how many fit, and which begin with random numbers
 */
public record Beginning(String parent, Map<String, float[]> numbers, List<String> sentences) {

  private static final long MOST_BYTES = 1L << 30;
  private static final String FILE = "start.model";
  private static final String NAME = "start.txt";
  private static final int NAMED = 20;

  /** Random numbers. */
  private static final Beginning RANDOM = new Beginning("", Map.of(), List.of());

  /**
   * Finds what {@code from} names, and what of it {@code parameters} can take.
   *
   * @param from {@code start.from} of the recipe
   * @throws IllegalArgumentException with one sentence when it is not there or nothing of it fits
   */
  public static Beginning of(
      String from, List<Parameter> parameters, JobFolder folder, JobOrder order)
      throws IOException, InterruptedException, RegistryAway, RegistryRefused {
    if (from.isBlank()) {
      return RANDOM;
    }
    if (from.endsWith(".onnx")) {
      return fitting(from, numbers(OnnxModel.read(known(Path.of(from)), limits())), parameters);
    }
    Path file = folder.path().resolve(FILE);
    String parent = fetched(from, file, order);
    return fitting(parent, numbers(known(graph(file))), parameters);
  }

  private static OnnxModel.Limits limits() {
    return OnnxModel.Limits.USUAL;
  }

  private static Path known(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("start.from is %s, which is no file".formatted(file));
    }
    return file;
  }

  /** The version, which is fetched once for a job. */
  private static String fetched(String from, Path file, JobOrder order)
      throws IOException, InterruptedException, RegistryAway, RegistryRefused {
    String[] parts = from.split("/", -1);
    if (parts.length != 2 || parts[0].isBlank() || parts[1].isBlank()) {
      throw new IllegalArgumentException(
          "start.from is %s, expected NAME/VERSION or a file.onnx".formatted(from));
    }
    Path name = file.resolveSibling(NAME);
    if (Files.exists(file) && Files.exists(name)) {
      return Files.readString(name, UTF_8).strip();
    }
    if (order.registry().isBlank()) {
      throw new IllegalArgumentException(
          "start.from is version %s, and the job knows no model registry".formatted(from));
    }
    Version version =
        new Artifacts(URI.create(order.registry()), MOST_BYTES).fetch(parts[0], parts[1], file);
    JobFolder.replace(name, version.id().getBytes(UTF_8));
    return version.id();
  }

  /** The bytes of the net: the file itself, or {@code model.onnx} of a bundle. */
  private static byte[] graph(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
        return Files.readAllBytes(file);
      }
    }
    try (var zip = new ZipFile(file.toFile())) {
      ZipEntry entry =
          zip.stream()
              .filter(one -> one.getName().endsWith(".onnx"))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("the version to start from has no ONNX file"));
      try (InputStream in = zip.getInputStream(entry)) {
        byte[] bytes = in.readNBytes((int) MOST_BYTES);
        if (in.read() >= 0) {
          throw new IllegalArgumentException(
              "%s of the version to start from is too large, expected at most %d bytes"
                  .formatted(entry.getName(), MOST_BYTES));
        }
        return bytes;
      }
    }
  }

  private static OnnxModel known(byte[] bytes) {
    return OnnxModel.read(bytes, limits());
  }

  private static Map<String, Stored> numbers(OnnxModel file) {
    return TrainedNumbers.of(file).orElseGet(() -> new FileGraph(file).numbers());
  }

  private static Beginning fitting(
      String parent, Map<String, Stored> found, List<Parameter> parameters) {
    var fitting = new LinkedHashMap<String, float[]>();
    var others = new ArrayList<String>();
    for (Parameter one : parameters) {
      Stored its = found.get(one.name());
      if (its != null && its.numbers().length == one.count() && fits(its, one)) {
        fitting.put(one.name(), its.numbers());
      } else {
        others.add(
            "%s %s (%s)"
                .formatted(
                    one.name(), one.sizes(), its == null ? "not there" : "there " + its.sizes()));
      }
    }
    if (fitting.isEmpty()) {
      throw new IllegalArgumentException(
          "start.from is %s, and none of its numbers fits the net; expected a version of this"
                  .formatted(parent)
              + " family, or net.family backbone");
    }
    var sentences = new ArrayList<String>();
    sentences.add(
        "%d of %d parameters begin as in %s".formatted(fitting.size(), parameters.size(), parent));
    if (!others.isEmpty()) {
      int more = Math.max(0, others.size() - NAMED);
      sentences.add(
          "random in the beginning: "
              + String.join(", ", others.subList(0, others.size() - more))
              + (more > 0 ? " and %d more".formatted(more) : ""));
    }
    return new Beginning(parent, fitting, sentences);
  }

  /** The same sizes; a bias may have ones around it. */
  private static boolean fits(Stored found, Parameter wanted) {
    return found.sizes().equals(wanted.sizes())
        || withoutOnes(found.sizes()).equals(withoutOnes(wanted.sizes()));
  }

  private static List<Integer> withoutOnes(List<Integer> sizes) {
    return sizes.stream().filter(size -> size != 1).toList();
  }
}
