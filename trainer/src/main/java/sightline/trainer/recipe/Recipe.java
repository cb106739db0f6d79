package sightline.trainer.recipe;

import java.util.List;
import java.util.Map;
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
      int pictures) {}

  /**
   * @param family one of {@code Nets}
   * @param parameters of the family, numbers and words as text
   */
  public record NetSpec(String family, Map<String, String> parameters) {}

  /**
   * @param kind one of those that the net's family can be trained with; empty for its usual one
   * @param weights of the parts by name; absent ones are 1
   * @param parameters numbers and words as text
   */
  public record LossSpec(
      String kind, Map<String, Double> weights, Map<String, String> parameters) {}

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
      double holeSide) {}

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
      String precision) {}

  /**
   * @param threads of libtorch; 0 for the number of cores
   * @param loaders threads that prepare batches
   * @param ahead batches prepared ahead, at most
   * @param minutes after which training ends as if all epochs were done, 0 for no limit
   * @param device {@code auto}, {@code cpu} or {@code cuda}
   */
  public record Budget(int threads, int loaders, int ahead, double minutes, String device) {}

  /**
   * What the weights begin with.
   *
   * @param from {@code name/version} of the registry, an ONNX file, or empty for random numbers
   * @param freeze parameters whose names begin so are not learned
   */
  public record Start(String from, List<String> freeze) {}

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
      String alias) {}
}
