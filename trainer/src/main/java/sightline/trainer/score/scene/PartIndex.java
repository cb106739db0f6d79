package sightline.trainer.score.scene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.Scene;

/** Finds the part that a pixel belongs to. One thread. */
final class PartIndex {

  /** The place of pixels without a part. */
  static final int NOTHING = -1;

  private final Map<Integer, Integer> places = new HashMap<>();
  private int lastId;
  private int lastPlace = NOTHING;

  PartIndex(Scene scene, List<String> labels) {
    for (Scene.Part part : scene.parts()) {
      if (part.classId() < 0 || part.classId() >= labels.size()) {
        throw new IllegalArgumentException(
            "a part of a scene has class %d, expected 0 to %d"
                .formatted(part.classId(), labels.size() - 1));
      }
      if (places.put(part.id(), places.size()) != null) {
        throw new IllegalArgumentException("two parts of a scene have the id " + part.id());
      }
    }
    lastPlace = places.getOrDefault(lastId, NOTHING);
  }

  /** Place of the part in the scene's list, or {@link #NOTHING}. */
  int place(int id) {
    if (id != lastId) {
      lastId = id;
      lastPlace = places.getOrDefault(id, NOTHING);
    }
    return lastPlace;
  }

  static void requireSameSize(Scene truth, Scene guess) {
    if (truth.width() != guess.width() || truth.height() != guess.height()) {
      throw new IllegalArgumentException(
          "a scene of %dx%d is guessed as one of %dx%d, expected one size"
              .formatted(truth.width(), truth.height(), guess.width(), guess.height()));
    }
  }
}
