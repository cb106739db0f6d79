package sightline.inference.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A model's files in a folder of their own: {@code *.onnx} and its external data, and what may
 * stand beside it: {@code manifest.yaml}, {@code golden/NAME.jpg} with {@code golden/NAME.json}
 * and, from whoever trained it, {@code golden/NAME.safetensors}.
 *
 * <p>Ownership: the caller deletes the folder, also when {@link #open} fails.
 *
 * @param folder that holds nothing else
 * @param onnx the net, in {@code folder} itself
 */
public record Bundle(Path folder, Path onnx) {

  private static final String ENDING = ".onnx";

  /**
   * Puts the files of {@code artifact}, an ONNX file or a ZIP, into {@code emptyFolder}.
   *
   * @throws BadUpload when it is neither, or breaks a limit
   */
  public static Bundle open(Path artifact, Path emptyFolder, Limits limits)
      throws IOException, BadUpload {
    if (!Files.isRegularFile(artifact) || !Files.isReadable(artifact)) {
      throw new BadUpload("Expected a file that can be read, found none.");
    }
    long size = Files.size(artifact);
    if (size == 0) {
      throw new BadUpload("The file is empty, expected an ONNX file or a ZIP of one.");
    }
    if (size > limits.maxFileBytes()) {
      throw new BadUpload(
          "The file has %d bytes, expected at most %d (maxFileBytes).",
          size, limits.maxFileBytes());
    }
    if (ZipUnpacking.isZip(artifact)) {
      ZipUnpacking.unpack(artifact, emptyFolder, limits);
      return new Bundle(emptyFolder, onlyNet(emptyFolder));
    }
    return new Bundle(emptyFolder, alone(artifact, emptyFolder));
  }

  /** The net without what lies beside it, lest it takes another upload for its own data. */
  private static Path alone(Path artifact, Path folder) throws IOException {
    String name = artifact.getFileName().toString();
    Path target = folder.resolve(name.endsWith(ENDING) ? name : name + ENDING);
    try {
      return Files.createLink(target, artifact.toRealPath());
    } catch (IOException | UnsupportedOperationException e) { // another disk, or no such thing
      return Files.copy(artifact, target);
    }
  }

  private static Path onlyNet(Path folder) throws IOException, BadUpload {
    List<Path> nets = files(folder, ENDING);
    if (nets.size() != 1) {
      throw new BadUpload(
          "The ZIP holds %s on its top level, expected exactly one *.onnx.",
          nets.isEmpty() ? "no *.onnx" : nets.size() + " *.onnx");
    }
    return nets.get(0);
  }

  /** {@code manifest.yaml}, if there is one. */
  public Optional<Path> manifest() {
    return Optional.of(folder.resolve("manifest.yaml")).filter(Files::isRegularFile);
  }

  /** The golden pictures, by name. */
  public List<Path> goldenPictures() throws IOException {
    Path golden = folder.resolve("golden");
    return Files.isDirectory(golden) ? files(golden, ".jpg") : List.of();
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
