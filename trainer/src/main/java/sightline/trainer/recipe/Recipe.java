package sightline.trainer.recipe;

import static sightline.trainer.recipe.Ranges.require;
import static sightline.trainer.recipe.Ranges.requireBetween;
import static sightline.trainer.recipe.Ranges.requireOneOf;
import static sightline.trainer.recipe.Ranges.requireShare;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.geometry.InputSpec;

/**
 * What is to be learned, from what, how, and what becomes of it. One commented YAML file; {@code
 * recipe.yaml} beside this class holds every default and is the manual.
 *
 * @param name of the model in the registry
 * @param task {@code detect}, {@code semantic}, {@code multilabel}, {@code autoencode}, {@code
 *     anomaly} or {@code locate}
 * @param seed of everything that is drawn
 * @param labels of the model by class id; empty for those of the dataset
 * @param input how a picture becomes the input tensor
 */
public record Recipe(
    String name,
    String task,
    long seed,
    List<String> labels,
    Data data,
    InputSpec input,
    NetSpec net,
    LossSpec loss,
    Augmentation augment,
    Schedule schedule,
    Budget budget,
    Start start,
    Publish publish) {

  /** What can be learned. */
  public static final List<String> TASKS =
      List.of("detect", "semantic", "multilabel", "autoencode", "anomaly", "locate");

  private static final int MOST_LABELS = 100_000;
  private static final int MOST_PARAMETERS = 200;

  public Recipe {
    labels = List.copyOf(labels);
    require(
        Ranges.isName(name), "name", name, "1 to 64 letters, digits, dots, dashes, underscores");
    requireOneOf(TASKS, "task", task);
    require(
        labels.size() <= MOST_LABELS && labels.stream().noneMatch(String::isBlank),
        "labels",
        labels.size() + " names",
        "at most %d, none of them blank".formatted(MOST_LABELS));
  }

  /**
   * Where pictures come from; one of path and scene.
   *
   * @param path folder of a dataset, relative to the recipe's file; empty with a scene
   * @param format as {@code DatasetFormat} names it, or {@code auto}
   * @param training split to learn from; empty for all that is no validation or test
   * @param validation split to measure on; empty to hold out a share
   * @param test split for the final figures; empty for none
   * @param holdOut share of the training split that is held out when validation is empty, 0 to 0.9
   * @param scene location of a generated scene, for example {@code scene:junction?seed=7}; empty
   *     without
   * @param pictures most pictures of the training split, 0 for all
   */
  public record Data(
      String path,
      String format,
      String training,
      String validation,
      String test,
      double holdOut,
      String scene,
      int pictures) {

    public Data {
      require(
          path.isBlank() || scene.isBlank(),
          "data.scene",
          scene,
          "nothing, since data.path is set");
      require(holdOut >= 0 && holdOut <= 0.9, "data.holdOut", holdOut, "0 to 0.9");
      requireBetween(0, 100_000_000, "data.pictures", pictures);
    }
  }

  /**
   * @param family one of {@code Nets}
   * @param parameters of the family, numbers and words as text
   */
  public record NetSpec(String family, Map<String, String> parameters) {

    public NetSpec {
      parameters = Ranges.sorted("net.parameters", parameters, MOST_PARAMETERS);
    }
  }

  /**
   * @param kind one of those that the net's family can be trained with; empty for its usual one
   * @param weights of the parts by name; absent ones are 1
   * @param parameters numbers and words as text
   */
  public record LossSpec(String kind, Map<String, Double> weights, Map<String, String> parameters) {

    public LossSpec {
      weights = Ranges.sorted("loss.weights", weights, MOST_PARAMETERS);
      parameters = Ranges.sorted("loss.parameters", parameters, MOST_PARAMETERS);
      new TreeMap<>(weights)
          .forEach((part, weight) -> requireBetween(0, 1e6, "loss.weights." + part, weight));
    }
  }

  /**
   * How pictures are changed; 0 turns a change off.
   *
   * @param mosaic share of pictures that are put together from four, 0 to 1
   * @param mosaicUntil share of the schedule after which mosaics end, 0 to 1
   * @param flip share mirrored left to right
   * @param flipVertical share mirrored top to bottom
   * @param zoom least and greatest factor of size, 1 for as they are
   * @param shift greatest shift, share of the side
   * @param hue greatest turn of the hue, degrees
   * @param saturation greatest relative change
   * @param brightness greatest relative change
   * @param noise standard deviation of what is added to a picture before it goes in, 0 to 255;
   *     autoencoders give back the clean one
   * @param holes number of rectangles that are cut out before a picture goes in
   * @param holeSide greatest side of one, share of the picture's side
   */
  public record Augmentation(
      double mosaic,
      double mosaicUntil,
      double flip,
      double flipVertical,
      List<Double> zoom,
      double shift,
      double hue,
      double saturation,
      double brightness,
      double noise,
      int holes,
      double holeSide) {

    public Augmentation {
      zoom = List.copyOf(zoom);
      requireShare("augment.mosaic", mosaic);
      requireShare("augment.mosaicUntil", mosaicUntil);
      requireShare("augment.flip", flip);
      requireShare("augment.flipVertical", flipVertical);
      require(
          zoom.size() == 2 && zoom.get(0) >= 0.1 && zoom.get(0) <= zoom.get(1) && zoom.get(1) <= 10,
          "augment.zoom",
          zoom,
          "the least and the greatest factor, 0.1 to 10");
      requireShare("augment.shift", shift);
      requireBetween(0, 180, "augment.hue", hue);
      requireShare("augment.saturation", saturation);
      requireShare("augment.brightness", brightness);
      requireBetween(0, 255, "augment.noise", noise);
      requireBetween(0, 100, "augment.holes", holes);
      requireShare("augment.holeSide", holeSide);
    }
  }

  /**
   * @param epochs over the training split
   * @param batch pictures of a step
   * @param optimizer {@code adamw} or {@code sgd}
   * @param learningRate the greatest, after warm-up
   * @param finalRate share of it at the end of the cosine
   * @param warmUp steps of linear growth
   * @param clip greatest norm of all gradients together, 0 for no limit
   * @param ema share of the averaged weights that stays at each step, 0 for no averaging
   * @param patience epochs without a better score until training ends, 0 for never
   * @param evaluateEvery epochs between two measurements on the validation split
   * @param checkpointEvery steps between two checkpoints; at the end of an epoch always
   * @param precision {@code auto} (bf16 on CUDA, else float32), {@code float32}, {@code bf16}
   */
  public record Schedule(
      int epochs,
      int batch,
      String optimizer,
      double learningRate,
      double finalRate,
      double momentum,
      double weightDecay,
      int warmUp,
      double clip,
      double ema,
      int patience,
      int evaluateEvery,
      int checkpointEvery,
      String precision) {

    public Schedule {
      requireBetween(1, 100_000, "schedule.epochs", epochs);
      requireBetween(1, 1024, "schedule.batch", batch);
      requireOneOf(List.of("adamw", "sgd"), "schedule.optimizer", optimizer);
      require(
          learningRate > 0 && learningRate <= 100,
          "schedule.learningRate",
          learningRate,
          "more than 0, to 100");
      requireShare("schedule.finalRate", finalRate);
      require(momentum >= 0 && momentum < 1, "schedule.momentum", momentum, "0 to less than 1");
      requireShare("schedule.weightDecay", weightDecay);
      requireBetween(0, 10_000_000, "schedule.warmUp", warmUp);
      requireBetween(0, 1e9, "schedule.clip", clip);
      require(ema >= 0 && ema < 1, "schedule.ema", ema, "0 to less than 1");
      requireBetween(0, 100_000, "schedule.patience", patience);
      requireBetween(1, 100_000, "schedule.evaluateEvery", evaluateEvery);
      requireBetween(1, 10_000_000, "schedule.checkpointEvery", checkpointEvery);
      requireOneOf(List.of("auto", "float32", "bf16"), "schedule.precision", precision);
    }
  }

  /**
   * @param threads of libtorch; 0 for the number of cores
   * @param loaders threads that prepare batches
   * @param ahead batches prepared ahead, at most
   * @param minutes after which training ends as if all epochs were done, 0 for no limit
   * @param device {@code auto}, {@code cpu} or {@code cuda}
   */
  public record Budget(int threads, int loaders, int ahead, double minutes, String device) {

    public Budget {
      requireBetween(0, 1024, "budget.threads", threads);
      requireBetween(1, 64, "budget.loaders", loaders);
      requireBetween(1, 256, "budget.ahead", ahead);
      requireBetween(0, 1_000_000, "budget.minutes", minutes);
      requireOneOf(List.of("auto", "cpu", "cuda"), "budget.device", device);
    }
  }

  /**
   * What the weights begin with.
   *
   * @param from {@code name/version} of the registry, an ONNX file, or empty for random numbers
   * @param freeze parameters whose names begin so are not learned
   */
  public record Start(String from, List<String> freeze) {

    public Start {
      freeze = List.copyOf(freeze);
    }
  }

  /**
   * @param metric on the validation split that decides
   * @param atLeast the least value that is published
   * @param margin how much worse than the incumbent it may be
   * @param golden frames of the validation split that travel with the model
   * @param minScore threshold of the manifest
   * @param maxOverlap of the manifest's suppression
   * @param alias given to the version once it is published, or empty
   */
  public record Publish(
      String metric,
      double atLeast,
      double margin,
      int golden,
      double minScore,
      double maxOverlap,
      String alias) {

    public Publish {
      requireBetween(-1e9, 1e9, "publish.atLeast", atLeast);
      requireBetween(0, 1e9, "publish.margin", margin);
      requireBetween(0, 32, "publish.golden", golden);
      requireShare("publish.minScore", minScore);
      requireShare("publish.maxOverlap", maxOverlap);
      require(
          alias.isEmpty() || Ranges.isName(alias),
          "publish.alias",
          alias,
          "nothing, or 1 to 64 letters, digits, dots, dashes, underscores");
    }
  }
}
