package sightline.trainer.data.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.ReadLimits;

/**
 * A folder that nothing read through it lies outside of, whatever an annotation says and wherever a
 * link leads.
 *
 * <p>Threading: immutable, any thread.
 */
public final class Fence {

  private static final int DEEPEST = 12;

  private final Path root;

  private Fence(Path root) {
    this.root = root;
  }

  public static Fence around(Path folder) throws IOException, BadDataset {
    if (!Files.isDirectory(folder)) {
      throw new BadDataset("expected the folder of a dataset, found none at " + folder);
    }
    return new Fence(folder.toRealPath());
  }

  public Path root() {
    return root;
  }

  /** Name of the folder, for people. */
  public String name() {
    Path last = root.getFileName();
    return last == null ? root.toString() : last.toString();
  }

  /** The place that a relative path names, whether or not something is there. */
  public Path inside(String reference) throws Flawed {
    String path = reference.replace('\\', '/').strip();
    boolean absolute = path.startsWith("/") || path.matches("[A-Za-z]:.*");
    if (path.isEmpty() || absolute || List.of(path.split("/")).contains("..")) {
      throw outside(reference);
    }
    try {
      Path place = root.resolve(path).normalize();
      if (Files.exists(place) && !place.toRealPath().startsWith(root)) {
        throw outside(reference);
      }
      return place;
    } catch (InvalidPathException | IOException e) {
      throw outside(reference);
    }
  }

  private static Flawed outside(String reference) {
    return Flawed.of(
        "expected a path inside the dataset's folder, found %s", Flawed.quoted(reference));
  }

  /** Whether a regular file is there, inside. */
  public boolean hasFile(String reference) {
    try {
      return Files.isRegularFile(inside(reference));
    } catch (Flawed e) {
      return false;
    }
  }

  public boolean hasFolder(String reference) {
    try {
      return Files.isDirectory(inside(reference));
    } catch (Flawed e) {
      return false;
    }
  }

  /**
   * All regular files below the folder as paths from it, with {@code /}, ascending. Links to files
   * inside count as files; links to folders are not followed.
   */
  public List<String> files(ReadLimits limits) throws IOException, BadDataset {
    var found = new ArrayList<String>();
    long most = 4L * limits.samples();
    try (var walk = Files.walk(root, DEEPEST)) {
      for (var paths = walk.iterator(); paths.hasNext(); ) {
        Path path = paths.next();
        String name = root.relativize(path).toString().replace('\\', '/');
        boolean file = Files.isSymbolicLink(path) ? hasFile(name) : Files.isRegularFile(path);
        if (file) {
          found.add(name);
        }
        if (found.size() > most) {
          throw new BadDataset("expected at most %d files in %s, found more".formatted(most, root));
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }

  /** A file that is not longer than the limit. */
  public Path bounded(String reference, ReadLimits limits) throws IOException, Flawed {
    Path file = inside(reference);
    if (!Files.isRegularFile(file)) {
      throw Flawed.of("expected a file %s, found none", Flawed.quoted(reference));
    }
    long size = Files.size(file);
    if (size > limits.annotationBytes()) {
      throw Flawed.of(
          "expected a file of at most %d bytes, found %d", limits.annotationBytes(), size);
    }
    return file;
  }
}
