package sightline.inference.live;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.slot.ServedModel;
import sightline.inference.metrics.InferenceMetrics;

/**
 * Artifacts on disk, each under its digest; what is begun is gone on with after a restart. Those
 * used longest ago make room when the folder holds more than its limit.
 *
 * <p>Threading: any thread; of one artifact one thread at a time.
 *
 * <p>Ownership: the folder is ours alone.
 */
final class ArtifactCache {

  private static final Logger log = LoggerFactory.getLogger(ArtifactCache.class);
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final String PART = ".part";

  private final Path folder;
  private final long maxBytes;
  private final ArtifactSource source;
  private final InferenceMetrics metrics;

  ArtifactCache(Path folder, long maxBytes, ArtifactSource source, InferenceMetrics metrics)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.maxBytes = maxBytes;
    this.source = source;
    this.metrics = metrics;
  }

  /**
   * Sees to it that the artifact of {@code model} lies here; it is not looked into.
   *
   * @param progress told of the bytes that are there
   */
  Path fetch(ServedModel model, LongConsumer progress) throws FetchFailed {
    Path file = place(model);
    try {
      if (!Files.isRegularFile(file)) {
        Path part = file.resolveSibling(file.getFileName() + PART);
        source.complete(model, part, progress);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      progress.accept(Files.size(file));
      return file;
    } catch (IOException e) {
      throw new FetchFailed(
          "%s cannot be kept in %s: %s".formatted(model.id(), folder, e), true, e);
    }
  }

  private Path place(ServedModel model) throws FetchFailed {
    if (!DIGEST.matcher(model.digest()).matches()) {
      String why = "the digest of %s is '%s', expected sha256: and 64 hexadecimal digits";
      throw new FetchFailed(why.formatted(model.id(), model.digest()), false, null);
    }
    return folder.resolve(model.digest().replace(':', '-'));
  }

  /** Compares {@code file} with the digest of {@code model}; one that differs is removed. */
  void verify(ServedModel model, Path file) throws FetchFailed {
    try {
      String found = digest(file);
      if (!found.equals(model.digest())) {
        Files.deleteIfExists(file);
        String why = "the artifact of %s has digest %s, expected %s";
        throw new FetchFailed(why.formatted(model.id(), found, model.digest()), false, null);
      }
    } catch (IOException e) {
      throw new FetchFailed("%s cannot be read: %s".formatted(file, e), true, e);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
        long ignored = in.transferTo(OutputStream.nullOutputStream());
      }
      return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Removes what was used longest ago, but none of {@code needed}, until the limit is kept. */
  void makeRoom(Set<String> needed) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> oldest =
          files
              .filter(Files::isRegularFile)
              .sorted(Comparator.comparing(ArtifactCache::age))
              .toList();
      long total = oldest.stream().mapToLong(file -> file.toFile().length()).sum();
      for (Path file : oldest) {
        String digest = file.getFileName().toString().replace(PART, "").replace('-', ':');
        if (total > maxBytes && !needed.contains(digest)) {
          total -= file.toFile().length();
          Files.deleteIfExists(file);
          metrics.cachedFileRemoved();
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("the models in {} cannot be tidied: {}", folder, e.toString());
    }
  }

  /** Removes the folder with all that is in it. */
  void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("{} stays behind: {}", folder, e.toString());
    }
  }

  private static FileTime age(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
