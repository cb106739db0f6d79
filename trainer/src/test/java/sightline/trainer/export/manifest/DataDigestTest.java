package sightline.trainer.export.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;

class DataDigestTest {

  private static final List<String> LABELS = List.of("person", "car");

  @TempDir private Path folder;

  @Test
  void shouldBeTheSameWhateverTheOrder() throws IOException {
    Sample one = sample("one", 10, 5);
    Sample two = sample("two", 20, 7);

    assertThat(DataDigest.of(LABELS, List.of(one, two)))
        .isEqualTo(DataDigest.of(LABELS, List.of(two, one)))
        .matches("sha256:[0-9a-f]{64}");
  }

  @Test
  void shouldBeTheSameInAnotherFolder() throws IOException {
    String here = DataDigest.of(LABELS, List.of(sample("one", 10, 5)));
    folder = Files.createDirectory(folder.resolve("elsewhere"));

    assertThat(DataDigest.of(LABELS, List.of(sample("one", 10, 5)))).isEqualTo(here);
  }

  @Test
  void shouldTellABoxApartThatIsAPixelWider() throws IOException {
    assertThat(DataDigest.of(LABELS, List.of(sample("one", 10, 5))))
        .isNotEqualTo(DataDigest.of(LABELS, List.of(sample("one", 10, 6))));
  }

  @Test
  void shouldTellAPictureApartOfAnotherSize() throws IOException {
    assertThat(DataDigest.of(LABELS, List.of(sample("one", 10, 5))))
        .isNotEqualTo(DataDigest.of(LABELS, List.of(sample("one", 11, 5))));
  }

  @Test
  void shouldTellLabelsApart() throws IOException {
    List<Sample> samples = List.of(sample("one", 10, 5));

    assertThat(DataDigest.of(LABELS, samples))
        .isNotEqualTo(DataDigest.of(List.of("car", "person"), samples));
  }

  @Test
  void shouldTellAPixelOfASceneApart() throws IOException {
    assertThat(DataDigest.of(LABELS, List.of(scene(1))))
        .isNotEqualTo(DataDigest.of(LABELS, List.of(scene(2))));
  }

  private Sample scene(int last) throws IOException {
    Sample plain = sample("one", 10, 5);
    SceneSource source =
        () -> new Scene(2, 1, new int[] {1, last}, List.of(new Scene.Part(1, 0, false)));
    return new Sample(plain.id(), plain.picture(), plain.size(), List.of(), source);
  }

  private Sample sample(String id, int bytes, float right) throws IOException {
    Path picture = Files.write(folder.resolve(id + ".jpg"), new byte[bytes]);
    return new Sample(
        id,
        copy(picture, bytes),
        new FrameSize(64, 48),
        List.of(Truth.ofBox(0, new Box(1, 1, right, 9))),
        SceneSource.NONE);
  }

  /** A file of its own, so that a later sample of the same name does not change it. */
  private Path copy(Path picture, int bytes) throws IOException {
    return Files.copy(picture, Files.createTempDirectory(folder, "copy").resolve("a" + bytes));
  }
}
