package sightline.registry.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.registry.store.ArtifactStore.Stored;

/** What every store does. */
abstract class StoreContract {

  @TempDir protected Path folder;

  /** Empty. */
  abstract ArtifactStore open() throws IOException;

  @Test
  void shouldGiveBackWhatWasPutFromAnyByteOn() throws Exception {
    try (var store = open()) {
      Digest digest = put(store, "some bytes");

      assertThat(store.sizeBytes(digest)).hasValue(10);
      assertThat(text(store, digest, 0)).isEqualTo("some bytes");
      assertThat(text(store, digest, 5)).isEqualTo("bytes");
      assertThat(store.list())
          .extracting(Stored::digest, Stored::sizeBytes)
          .containsExactly(org.assertj.core.groups.Tuple.tuple(digest, 10L));
      assertThat(store.list().get(0).storedAt()).isAfter(Instant.now().minusSeconds(600));
    }
  }

  @Test
  void shouldReplaceWhatIsThereAndDeleteIt() throws Exception {
    try (var store = open()) {
      Digest digest = put(store, "x");

      put(store, "x");

      assertThat(store.list()).hasSize(1);
      assertThat(store.delete(digest)).isTrue();
      assertThat(store.delete(digest)).isFalse();
      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void shouldSayThatItHasNoSuchArtifact() throws Exception {
    Digest digest = Digest.parse("sha256:" + "0".repeat(64));
    try (var store = open()) {
      assertThat(store.sizeBytes(digest)).isEmpty();
      assertThatThrownBy(() -> store.open(digest, 0)).isInstanceOf(NoSuchFileException.class);
      assertThat(store.discardUnfinished(Instant.now())).isZero();
    }
  }

  protected Digest put(ArtifactStore store, String text) throws IOException {
    Digest digest = Digest.of(new ByteArrayInputStream(text.getBytes(UTF_8)));
    store.put(digest, Files.writeString(folder.resolve("upload"), text));
    return digest;
  }

  protected static String text(ArtifactStore store, Digest digest, long first) throws IOException {
    try (var in = store.open(digest, first)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
