package sightline.trainer.feed.load;

import java.util.List;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.image.SourcePicture;

/**
 * A sample whose picture is in memory.
 *
 * <p>Ownership: whoever gets it closes it; that frees the picture unless it is kept for the next
 * time.
 *
 * @param objects px of the picture, classes of the model
 * @param kept whether the picture stays in memory
 */
record Shown(String name, SourcePicture picture, List<Labelled> objects, boolean kept)
    implements AutoCloseable {

  @Override
  public void close() {
    if (!kept) {
      picture.close();
    }
  }
}
