package sightline.deploy.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.truth.PlantedOddity;

/**
 * MVTec's folders: {@code train/good}, {@code test/good}, {@code test/KIND} with {@code
 * ground_truth/KIND/NAME_mask.png}.
 */
final class OddWriter implements ShotWriter {

  private final Path folder;
  private final FrameSize size;

  OddWriter(Path folder, FrameSize size) {
    this.folder = folder;
    this.size = size;
  }

  @Override
  public void add(Shot shot) throws IOException {
    Optional<PlantedOddity> oddity = shot.truth().oddity(shot.frame());
    String kind = oddity.map(PlantedOddity::kind).orElse("good");
    Path picture = folder.resolve("%s/%s/%s.jpg".formatted(shot.split(), kind, shot.name()));
    SceneFiles.write(picture, shot.picture().jpeg());
    if (oddity.isPresent()) {
      byte[] odd = shot.truth().oddPixels(shot.frame());
      for (int i = 0; i < odd.length; i++) {
        odd[i] = (byte) (odd[i] == 0 ? 0 : 255);
      }
      Path mask = folder.resolve("ground_truth/%s/%s_mask.png".formatted(kind, shot.name()));
      SceneFiles.writeGray(mask, size, odd);
    }
  }
}
