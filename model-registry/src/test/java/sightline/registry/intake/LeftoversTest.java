package sightline.registry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.registry.FakeShelf;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.store.Digest;
import sightline.registry.store.FileArtifactStore;

class LeftoversTest {

  private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(2));
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path folder;
  private final FakeShelf shelf = new FakeShelf();
  private final RegistryMetrics metrics = new RegistryMetrics();
  private FileArtifactStore store;
  private IntakeLimits limits;

  @BeforeEach
  void open() throws IOException {
    store = new FileArtifactStore(folder);
    Path parts = Files.createDirectories(folder.resolve("uploads"));
    limits = new IntakeLimits(parts, 1, 1, 1, DAY, 0, 1, DAY);
  }

  @Test
  void shouldRemoveOldPartsAndOldArtifactsThatNoVersionNames() throws Exception {
    Path oldPart = aged(Files.writeString(limits.folder().resolve("1.part.onnx"), "x"), LONG_AGO);
    Path newPart = aged(Files.writeString(limits.folder().resolve("2.part.zip"), "x"), NOW);
    Digest named = stored("named", LONG_AGO);
    Digest orphan = stored("orphan", LONG_AGO);
    Digest fresh = stored("fresh", NOW);
    shelf.versions.add(FakeShelf.version("people", "1", named.toString()));

    int removed = new Leftovers(shelf, store, limits, metrics).remove(NOW);

    assertThat(removed).isEqualTo(2);
    assertThat(oldPart).doesNotExist();
    assertThat(newPart).exists();
    assertThat(store.sizeBytes(named)).isPresent();
    assertThat(store.sizeBytes(fresh)).isPresent();
    assertThat(store.sizeBytes(orphan)).isEmpty();
  }

  @Test
  void shouldTellADamagedAndAMissingArtifactAndForgetWhatIsPutAgain() throws Exception {
    Digest whole = stored("whole", NOW);
    Digest damaged = stored("damaged", NOW);
    Digest missing = Digest.of(new java.io.ByteArrayInputStream(new byte[] {1}));
    Files.writeString(place(damaged), "damagee");
    shelf.versions.add(FakeShelf.version("people", "1", whole.toString()));
    shelf.versions.add(FakeShelf.version("people", "2", damaged.toString()));
    shelf.versions.add(FakeShelf.version("people", "3", missing.toString()));
    var integrity = new Integrity(shelf, store, new Integrity.Pace(DAY, 1 << 20), metrics);

    while (integrity.verifyNext(NOW)) {}

    assertThat(integrity.troubles()).containsOnlyKeys(damaged.toString(), missing.toString());
    assertThat(integrity.trouble(damaged).orElseThrow())
        .startsWith("the artifact of people/2 is damaged");
    assertThat(integrity.trouble(missing).orElseThrow()).contains("is missing");
    integrity.forget(damaged);
    assertThat(integrity.trouble(damaged)).isEmpty();
    assertThat(integrity.verifyNext(NOW)).isTrue();
  }

  private Digest stored(String text, Instant at) throws IOException {
    Path file = Files.writeString(limits.folder().resolve("put"), text);
    Digest digest;
    try (var in = Files.newInputStream(file)) {
      digest = Digest.of(in);
    }
    store.put(digest, file);
    aged(place(digest), at);
    return digest;
  }

  private Path place(Digest digest) {
    return folder.resolve("sha256").resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static Path aged(Path file, Instant at) throws IOException {
    return Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
