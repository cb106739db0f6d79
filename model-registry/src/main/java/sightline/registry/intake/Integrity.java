package sightline.registry.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.shelf.ModelVersion;
import sightline.registry.shelf.Shelf;
import sightline.registry.store.ArtifactStore;
import sightline.registry.store.Digest;

/**
 * Reads the artifacts of all versions again, one after the other and not too fast, so that a
 * damaged one is known before a worker wants it.
 *
 * <p>Threading: one thread verifies; the rest is for any.
 */
public final class Integrity {

  private static final Logger LOG = LoggerFactory.getLogger(Integrity.class);
  private static final int CHUNK_BYTES = 1 << 20;

  private final Shelf shelf;
  private final ArtifactStore store;
  private final Pace pace;
  private final RegistryMetrics metrics;
  private final ConcurrentMap<String, Verdict> verdicts = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * How often and how fast.
   *
   * @param every time after which an artifact is read again
   * @param bytesPerSecond at most
   */
  public record Pace(Duration every, long bytesPerSecond) {}

  private record Verdict(Instant at, String trouble) {}

  Integrity(Shelf shelf, ArtifactStore store, Pace pace, RegistryMetrics metrics) {
    this.shelf = shelf;
    this.store = store;
    this.pace = pace;
    this.metrics = metrics;
  }

  /** Reads the next one whose turn has come, if there is one. */
  boolean verifyNext(Instant now) {
    Instant limit = now.minus(pace.every());
    var next =
        shelf.models().stream()
            .flatMap(model -> shelf.versions(model.name()).stream())
            .filter(version -> isDue(version, limit))
            .findFirst();
    next.ifPresent(version -> verify(version, now));
    return next.isPresent();
  }

  /** What is wrong with an artifact, one sentence; empty when nothing is known to be. */
  public Optional<String> trouble(Digest digest) {
    return Optional.ofNullable(verdicts.get(digest.toString()))
        .map(Verdict::trouble)
        .filter(trouble -> !trouble.isEmpty());
  }

  /** Everything that is wrong, by digest. */
  public Map<String, String> troubles() {
    var troubles = new TreeMap<String, String>();
    verdicts.forEach(
        (digest, verdict) -> {
          if (!verdict.trouble().isEmpty()) {
            troubles.put(digest, verdict.trouble());
          }
        });
    return troubles;
  }

  /** It was put anew: what was known of it holds no more. */
  void forget(Digest digest) {
    verdicts.remove(digest.toString());
    metrics.artifactsDamaged(troubles().size());
  }

  /** Ends a reading that is under way. */
  void close() {
    closed.countDown();
  }

  private boolean isDue(ModelVersion version, Instant limit) {
    Verdict last = verdicts.get(version.digest());
    return last == null || last.at().isBefore(limit);
  }

  private void verify(ModelVersion version, Instant now) {
    String trouble;
    try {
      trouble = read(version);
    } catch (NoSuchFileException e) {
      trouble = "is missing in " + store.describe();
    } catch (IOException e) {
      LOG.warn("{} cannot be verified now: {}", version.digest(), e.getMessage());
      verdicts.merge(
          version.digest(),
          new Verdict(now, ""),
          (last, ignored) -> new Verdict(now, last.trouble()));
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    metrics.artifactVerified(trouble.isEmpty());
    if (!trouble.isEmpty()) {
      trouble =
          "the artifact of %s %s; upload the same file again".formatted(version.id(), trouble);
      LOG.error("{}: {}", version.digest(), trouble);
    }
    verdicts.put(version.digest(), new Verdict(now, trouble));
    metrics.artifactsDamaged(troubles().size());
  }

  private String read(ModelVersion version) throws IOException, InterruptedException {
    var digest = Digest.parse(version.digest());
    Digest found;
    try (InputStream in = store.open(digest, 0)) {
      found = slowly(in);
    }
    return found.equals(digest)
        ? ""
        : "is damaged: its bytes have digest %s, %s says %s"
            .formatted(found, store.describe(), digest);
  }

  private Digest slowly(InputStream in) throws IOException, InterruptedException {
    var digest = Digest.start();
    var chunk = new byte[CHUNK_BYTES];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      digest.update(chunk, 0, count);
      long nanos = TimeUnit.SECONDS.toNanos(1) * count / pace.bytesPerSecond();
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new InterruptedException("closed");
      }
    }
    return Digest.of(digest);
  }
}
