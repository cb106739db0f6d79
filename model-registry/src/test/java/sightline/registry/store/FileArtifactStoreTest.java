package sightline.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class FileArtifactStoreTest extends StoreContract {

  @Override
  ArtifactStore open() throws IOException {
    return new FileArtifactStore(folder);
  }

  @Test
  void shouldKeepArtifactsInFoldersByTheirFirstDigits() throws Exception {
    try (var store = open()) {
      String hex = put(store, "x").hex();

      assertThat(folder.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex)).exists();
      assertThat(folder.resolve("upload")).doesNotExist();
    }
  }

  @Test
  void shouldNotTakeOtherFilesForArtifacts() throws Exception {
    try (var store = open()) {
      Files.writeString(folder.resolve("sha256").resolve("note.txt"), "x");

      assertThat(store.list()).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhatIsNoDigest() {
    assertThatThrownBy(() -> Digest.parse("sha256:../../etc/passwd"))
        .hasMessageContaining("expected sha256: and 64 digits");
    assertThatThrownBy(() -> Digest.parse("md5:00")).hasMessageContaining("md5:00");
  }
}
