package sightline.trainer.data.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.read.LabelMap;

/**
 * Where a product is defective: pixels of 1, the rest 0. Tells without reading whether it is.
 *
 * @param kind class id of the defect; -1 for a good product
 * @param size of the picture
 * @param map whose pixels are not 0 where the defect is; the empty path for a good product
 */
public record DefectScene(int kind, FrameSize size, Path map, ReadLimits limits)
    implements SceneSource {

  public boolean defective() {
    return kind >= 0;
  }

  @Override
  public Scene read() throws IOException {
    if (!defective()) {
      return new Scene(size.width(), size.height(), new int[(int) size.pixels()], List.of());
    }
    int[] values = LabelMap.semantic(map, limits).values();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == 0 ? 0 : 1;
    }
    if (values.length != size.pixels()) {
      throw new IOException("%s: expected a mask of %s, found another size".formatted(map, size));
    }
    return new Scene(size.width(), size.height(), values, List.of(new Scene.Part(1, kind, false)));
  }
}
