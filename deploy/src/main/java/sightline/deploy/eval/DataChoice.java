package sightline.deploy.eval;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sightline.deploy.console.BadInput;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.format.DatasetFormat;
import sightline.trainer.data.format.Detected;

/**
 * The dataset in a folder, read.
 *
 * @param format its wire name
 * @param dataset all that was asked for
 * @param sentence for people: what was read, and how its format was told
 */
record DataChoice(String format, Dataset dataset, String sentence) {

  /** What of a dataset is wanted, and how it is read. */
  record Wish(
      Path folder, String format, String split, OnFlaw onFlaw, Path pictures, List<String> labels) {

    ReadRules rules() {
      ReadRules rules = ReadRules.USUAL.ofSplit(split).on(onFlaw).withLabels(labels);
      return pictures == null ? rules : rules.withPictures(pictures.toAbsolutePath());
    }
  }

  /**
   * Reads it.
   *
   * @throws BadInput when it is no dataset, or not one of that format
   */
  static DataChoice read(Wish wish) {
    try {
      ReadRules rules = BadInput.unlessRead(wish::rules);
      if (!wish.format().isEmpty()) {
        DatasetFormat format = BadInput.unlessRead(() -> DatasetFormat.of(wish.format()));
        return of(format, format.reader().read(wish.folder(), rules), "as asked");
      }
      Detected detected = DatasetFormat.detect(wish.folder());
      return of(detected.format(), detected.read(rules), detected.why());
    } catch (BadDataset e) {
      throw new BadInput(e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInput("%s cannot be read: %s".formatted(wish.folder(), e.getMessage()), e);
    }
  }

  private static DataChoice of(DatasetFormat format, Dataset dataset, String why) {
    String sentence =
        "%s: format %s (%s), %d pictures, %d classes"
            .formatted(
                dataset.name(),
                format.wireName(),
                why,
                dataset.samples().size(),
                dataset.labels().size());
    return new DataChoice(format.wireName(), dataset, sentence);
  }
}
