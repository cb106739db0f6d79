package sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads the datasets of one format.
 *
 * <p>Threading: stateless, any thread.
 */
@FunctionalInterface
public interface DatasetReader {

  /**
   * Reads the annotations of a dataset; of the pictures at most the headers.
   *
   * @param folder of the dataset; nothing outside it is read, except the pictures where {@link
   *     ReadRules#pictures} names another folder
   * @throws IOException when the disk fails
   * @throws BadDataset when the folder is no such dataset, exceeds a limit, or has a flaw and was
   *     to have none
   */
  Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset;
}
