package sightline.deploy.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import sightline.ingest.source.scene.SceneSettings;

/**
 * Which pictures of which scenes are wanted.
 *
 * @param scene of which the seed is replaced by each of {@code seeds}
 * @param seeds one scene each; three and more are parted between the splits, of fewer the times are
 * @param pictures in all splits together, 10 to 100000
 * @param every so many frames of a scene one is taken, 1 to 10000
 * @param truth what is to be said of them
 */
public record SceneWish(
    SceneSettings scene, List<Long> seeds, int pictures, int every, TruthKind truth) {

  /** Pictures, unless something else is asked for. */
  public static final int PICTURES = 600;

  /** Frames from one picture to the next, unless something else is asked for. */
  public static final int EVERY = 7;

  /** Scenes, unless something else is asked for. */
  public static final int SEEDS = 12;

  private static final int MOST_PICTURES = 100_000;
  private static final int MOST_EVERY = 10_000;
  private static final int MOST_SEEDS = 1_000;

  public SceneWish {
    seeds = List.copyOf(seeds);
    between("pictures", pictures, 10, MOST_PICTURES);
    between("every", every, 1, MOST_EVERY);
    between("seeds", seeds.size(), 1, MOST_SEEDS);
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw new IllegalArgumentException("seeds are %s, expected each once".formatted(seeds));
    }
    if (truth == TruthKind.NORMAL && scene.odd() == 0) {
      throw new IllegalArgumentException(
          "truth is normal and the scene has no oddities to test with, expected for example"
              + " scene:junction?odd=0.2");
    }
  }

  /**
   * The wish for {@code seeds} scenes, the first of which has the seed that {@code location} names.
   *
   * @throws IllegalArgumentException with one sentence when there is no such scene or a number is
   *     out of its bounds
   */
  public static SceneWish of(String location, int seeds, int pictures, int every, TruthKind truth) {
    between("seeds", seeds, 1, MOST_SEEDS);
    SceneSettings scene = SceneSettings.parse(location);
    List<Long> each = LongStream.range(0, seeds).map(i -> scene.seed() + i).boxed().toList();
    return new SceneWish(scene, each, pictures, every, truth);
  }

  /**
   * The wish of a recipe: its location may also say {@code seeds}, how many scenes, and {@code
   * every}, from one picture to the next in frames.
   *
   * @param pictures to learn from; 0 for as many as usual
   * @param task as recipes name it
   * @throws IllegalArgumentException with one sentence when that makes no sense
   */
  public static SceneWish ofRecipe(String location, int pictures, String task) {
    TruthKind truth = TruthKind.ofTask(task);
    double learned = truth.share(truth.splits().get(0));
    int all = pictures == 0 ? PICTURES : (int) Math.ceil(pictures / learned);
    int query = location.indexOf('?');
    var numbers = new HashMap<String, Integer>(Map.of("seeds", SEEDS, "every", EVERY));
    var rest = new ArrayList<String>();
    for (String pair : query < 0 ? new String[0] : location.substring(query + 1).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (numbers.containsKey(parts[0])) {
        numbers.put(parts[0], number(parts));
      } else {
        rest.add(pair);
      }
    }
    String scene = query < 0 ? location : location.substring(0, query);
    return of(
        rest.isEmpty() ? scene : scene + "?" + String.join("&", rest),
        numbers.get("seeds"),
        all,
        numbers.get("every"),
        truth);
  }

  private static int number(String[] pair) {
    if (pair.length < 2 || !pair[1].matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException(
          "%s of a scene is '%s', expected a whole number"
              .formatted(pair[0], pair.length < 2 ? "" : pair[1]));
    }
    return Integer.parseInt(pair[1]);
  }

  private static void between(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s is %d, expected %d to %d".formatted(name, value, least, most));
    }
  }
}
