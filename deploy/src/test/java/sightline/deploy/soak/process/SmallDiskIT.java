package sightline.deploy.soak.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallDiskIT {

  @TempDir Path folder;

  @Test
  void shouldTakeNothingMoreUntilThereIsRoomAgain() throws Exception {
    Path mounted = folder.resolve("disk");
    try (SmallDisk disk = mount(mounted)) {
      Path file = Files.write(mounted.resolve("before"), new byte[100_000]);

      disk.fill();
      assertThatThrownBy(() -> Files.write(mounted.resolve("while"), new byte[100_000]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");
      disk.empty();

      Files.write(mounted.resolve("after"), new byte[100_000]);
      assertThat(file).hasSize(100_000);
    }
    assertThat(mounted).isEmptyDirectory();
  }

  private static SmallDisk mount(Path at) throws InterruptedException {
    try {
      return SmallDisk.mount(at, 16 << 20);
    } catch (IOException e) {
      return abort("skipped: no file system can be mounted here: " + e.getMessage());
    }
  }
}
