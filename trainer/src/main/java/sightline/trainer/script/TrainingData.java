package sightline.trainer.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.events.geometry.Box;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.split.Splits;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.feed.load.EvaluationPass;
import sightline.trainer.feed.load.LoadSettings;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.recipe.Recipe;

/**
 * The pictures of a job.
 *
 * @param folder of the dataset
 */
public record TrainingData(Path folder, Pool training, Pool validation, Pool test) {

  /** Pictures that boxes are looked up on before training. */
  private static final int LOOKED_AT = 1000;

  /** Reads what {@code recipe} wants of the dataset in {@code folder}. */
  public static TrainingData read(Recipe recipe, Path folder) throws IOException, BadDataset {
    Recipe.Data data = recipe.data();
    Splits splits =
        Splits.of(
            folder,
            new Splits.Wish(
                data.format(),
                data.training(),
                data.validation(),
                data.test(),
                data.holdOut(),
                data.pictures(),
                recipe.seed()));
    return new TrainingData(
        folder, Pool.of(splits.training()), Pool.of(splits.validation()), Pool.of(splits.test()));
  }

  /** Objects of the training pictures, px of the input. */
  public List<Box> boxes(Recipe recipe) throws InterruptedException {
    var some =
        new Pool(
            training.labels(),
            training.samples().subList(0, Math.min(LOOKED_AT, training.samples().size())),
            training.pixels());
    var boxes = new ArrayList<Box>();
    try (var pass = new EvaluationPass(LoadSettings.of(recipe, some), some)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch shown = batch.orElseThrow()) {
          shown.objects().forEach(all -> all.stream().map(Labelled::box).forEach(boxes::add));
        }
      }
    }
    return boxes;
  }
}
