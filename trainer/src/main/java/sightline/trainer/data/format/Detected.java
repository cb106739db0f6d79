package sightline.trainer.data.format;

import java.io.IOException;
import java.nio.file.Path;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.ReadRules;

/**
 * What a folder seems to hold.
 *
 * @param folder to give to the reader: the one looked at, or the one in it that holds the dataset
 * @param pictures where the pictures lie, when not in {@code folder}: the folder looked at; else
 *     the empty path
 * @param why one sentence for people
 */
public record Detected(DatasetFormat format, Path folder, Path pictures, String why) {

  /** Reads it. Where the rules do not name the pictures, they are sought where they seem to lie. */
  public Dataset read(ReadRules rules) throws IOException, BadDataset {
    return format.reader().read(folder, rules.hasPictures() ? rules : rules.withPictures(pictures));
  }
}
