package sightline.deploy.scene;

import java.util.ArrayList;
import java.util.List;
import sightline.ingest.source.scene.SceneSettings;

/**
 * A part of one scene's time that belongs to one split.
 *
 * @param scene with its seed, without an end
 * @param first whether the scene begins anew, or goes on after a pause behind the last stretch
 * @param start first frame that may be taken when the scene begins anew
 * @param pictures how many are to be taken
 */
record Stretch(SceneSettings scene, boolean first, long start, String split, int pictures) {

  private static final int FEWEST_SEEDS = 3;
  private static final double GOLDEN = 0.6180339887498949;

  /** The stretches of {@code wish}, in the order in which they are taken. */
  static List<Stretch> of(SceneWish wish) {
    return wish.seeds().size() >= FEWEST_SEEDS ? bySeed(wish) : byTime(wish);
  }

  /** Each scene in one split, each at another hour. */
  private static List<Stretch> bySeed(SceneWish wish) {
    List<String> splits = wish.truth().splits();
    int seeds = wish.seeds().size();
    var stretches = new ArrayList<Stretch>();
    int from = 0;
    for (int i = 0; i < splits.size(); i++) {
      String split = splits.get(i);
      int others = splits.size() - 1 - i;
      int own = (int) Math.round(seeds * wish.truth().share(split));
      int count = others == 0 ? seeds - from : Math.max(1, Math.min(seeds - from - others, own));
      int pictures = pictures(wish, split);
      for (int k = 0; k < count; k++) {
        int share = pictures * (k + 1) / count - pictures * k / count;
        stretches.add(whole(wish, from + k, split, share));
      }
      from += count;
    }
    return stretches;
  }

  private static Stretch whole(SceneWish wish, int index, String split, int pictures) {
    SceneSettings scene = endless(wish.scene(), wish.seeds().get(index));
    double hour = index * GOLDEN - Math.floor(index * GOLDEN);
    long start = Math.round(hour * scene.day().toSeconds() * scene.fps());
    return new Stretch(scene, true, start, split, pictures);
  }

  private static List<Stretch> byTime(SceneWish wish) {
    var stretches = new ArrayList<Stretch>();
    int seeds = wish.seeds().size();
    for (int k = 0; k < seeds; k++) {
      SceneSettings scene = endless(wish.scene(), wish.seeds().get(k));
      boolean first = true;
      for (String split : wish.truth().splits()) {
        int pictures = pictures(wish, split);
        int share = pictures * (k + 1) / seeds - pictures * k / seeds;
        stretches.add(new Stretch(scene, first, 0, split, share));
        first = false;
      }
    }
    return stretches;
  }

  private static int pictures(SceneWish wish, String split) {
    return Math.max(1, (int) Math.round(wish.pictures() * wish.truth().share(split)));
  }

  private static SceneSettings endless(SceneSettings scene, long seed) {
    return new SceneSettings(
        seed, scene.size(), scene.fps(), 0, scene.day(), scene.odd(), scene.vary());
  }
}
