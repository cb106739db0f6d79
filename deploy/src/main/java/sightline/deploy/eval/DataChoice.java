package sightline.deploy.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

  /** Not any PNG: label maps are PNG files, too. */
  private static final Pattern PICTURE =
      Pattern.compile("(?i)(\\.jpe?g|[/\\\\]images?[/\\\\].*\\.png)$");

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
      Detected found = find(wish);
      Path beside = found.folder().toAbsolutePath().resolveSibling("images");
      boolean elsewhere =
          !rules.hasPictures() && Files.isDirectory(beside) && !holdsPictures(found.folder());
      return elsewhere
          ? of(found, found.read(rules.withPictures(beside)), ", pictures in " + beside)
          : of(found, found.read(rules), "");
    } catch (BadDataset e) {
      throw new BadInput(e.getMessage(), e);
    } catch (IOException e) {
      throw new BadInput("%s cannot be read: %s".formatted(wish.folder(), e.getMessage()), e);
    }
  }

  private static Detected find(Wish wish) throws IOException, BadDataset {
    return wish.format().isEmpty()
        ? DatasetFormat.detect(wish.folder())
        : BadInput.unlessRead(() -> DatasetFormat.of(wish.format())).find(wish.folder());
  }

  private static boolean holdsPictures(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.anyMatch(file -> PICTURE.matcher(file.toString()).find());
    }
  }

  private static DataChoice of(Detected found, Dataset dataset, String pictures) {
    String sentence =
        "%s: format %s (%s)%s, %d pictures, %d classes"
            .formatted(
                dataset.name(),
                found.format().wireName(),
                found.why(),
                pictures,
                dataset.samples().size(),
                dataset.labels().size());
    return new DataChoice(found.format().wireName(), dataset, sentence);
  }
}
