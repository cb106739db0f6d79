package sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureRules;

class FolderSourceTest {

  private static final Instant OPENED = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;

  @Test
  void shouldGiveImagesInNameOrderWhateverTheirSizesAndKinds() throws Exception {
    write("b.png", 20, 30);
    write("a.JPG", 40, 50);
    Files.write(folder.resolve("c.jpg"), new byte[] {9, 9, 9});
    Files.writeString(folder.resolve("notes.txt"), "not an image");

    List<Encoded.Ready> frames = new ArrayList<>();
    List<Instant> times = new ArrayList<>();
    try (var source = open()) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add((Encoded.Ready) frame.get().encode(new PictureRules(0, 85, 1 << 20)));
        times.add(frame.get().capturedAt());
      }
    }

    assertThat(frames)
        .extracting(Encoded.Ready::size)
        .containsExactly(new FrameSize(40, 50), new FrameSize(20, 30), FrameSize.UNKNOWN);
    assertThat(frames.get(0).picture().jpeg())
        .isEqualTo(Files.readAllBytes(folder.resolve("a.JPG")));
    assertThat(frames.get(2).picture().jpeg()).containsExactly(9, 9, 9);
    assertThat(times).containsExactly(OPENED, OPENED.plusMillis(100), OPENED.plusMillis(200));
  }

  @Test
  void shouldSayThatAFolderHoldsNoImages() {
    assertThatThrownBy(this::open).isInstanceOf(SourceLost.class).hasMessageContaining("no images");
  }

  private FrameSource open() throws SourceLost {
    return Sources.open(
        Location.valueOf(folder.toString()), SourceSettings.DEFAULTS, OPENED, new StopSignal());
  }

  private void write(String name, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    String format = name.substring(name.indexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    ImageIO.write(image, format, folder.resolve(name).toFile());
  }
}
