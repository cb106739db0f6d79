package sightline.deploy.scene;

import java.io.IOException;
import java.nio.file.Path;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.truth.SceneClass;

/**
 * Label maps: {@code images/SPLIT/NAME.jpg}, {@code labels/SPLIT/NAME.png} whose pixels are class
 * numbers, and {@code labels.txt}; 255 is unlabelled.
 */
final class MaskWriter implements ShotWriter {

  private final Path folder;
  private final FrameSize size;

  MaskWriter(Path folder, FrameSize size) {
    this.folder = folder;
    this.size = size;
  }

  @Override
  public void add(Shot shot) throws IOException {
    String name = shot.split() + "/" + shot.name();
    SceneFiles.write(folder.resolve("images/" + name + ".jpg"), shot.picture().jpeg());
    byte[] classes = shot.truth().classes(shot.frame());
    SceneFiles.writeGray(folder.resolve("labels/" + name + ".png"), size, classes);
  }

  @Override
  public void end() throws IOException {
    String names = String.join("\n", SceneClass.labels()) + "\n";
    SceneFiles.write(
        folder.resolve("labels.txt"), names.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
