package sightline.trainer.feed.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Scene;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.scene.DefectScene;
import sightline.trainer.feed.Batch;
import sightline.trainer.shape.Runs;

/**
 * What is known of a sample's pixels, as planes of its own size, row by row. The scene counts where
 * there is one, else the masks of the objects, the smaller above the larger.
 *
 * <p>One plane of class ids: pixels of crowds, of dropped classes and of no class are {@link
 * Batch#IGNORED}; those of no class are background where the model has a label of that name and the
 * dataset has not.
 *
 * <p>A plane for each label: 1 where it holds, 0 where another or a dropped class is; where there
 * is no object or defect, 0 too; where a scene leaves a pixel unlabelled, and in a label's own
 * plane where a crowd is, {@link Batch#IGNORED}.
 *
 * <p>Defects: 1 where any part of a scene or any object is, be it only a box; else 0.
 */
record Planes(FrameSize size, List<byte[]> values) {

  private static final Planes NONE = new Planes(FrameSize.UNKNOWN, List.of());
  private static final Comparator<Truth> LARGEST_FIRST =
      Comparator.comparingDouble(Truth::area).reversed();

  /** What a pixel's id stands for; nothing is known of ids without one. */
  private interface Meaning {
    byte of(Scene.Part part);
  }

  static Planes of(Sample sample, LoadSettings settings, ClassMap classes, FrameSize picture)
      throws IOException {
    Aim aim = settings.aim();
    if (aim == Aim.BOXES || aim == Aim.PICTURE) {
      return NONE;
    }
    boolean drawn = sample.scene() != SceneSource.NONE;
    if (aim == Aim.LABELS && !drawn) {
      return labels(sample, settings.labels().size(), classes, picture);
    }
    Scene scene = drawn ? sample.scene().read() : instances(sample, picture, aim == Aim.DEFECTS);
    var planes = new ArrayList<byte[]>();
    for (Meaning meaning : meanings(sample, settings, classes)) {
      planes.add(plane(scene, meaning));
    }
    return new Planes(new FrameSize(scene.width(), scene.height()), planes);
  }

  private static List<Meaning> meanings(Sample sample, LoadSettings settings, ClassMap classes) {
    if (settings.aim() == Aim.DEFECTS) {
      return List.of(part -> (byte) (part == null ? 0 : 1));
    }
    if (settings.aim() == Aim.CLASSES) {
      return List.of(part -> ofClass(part, classes));
    }
    var meanings = new ArrayList<Meaning>();
    int unlabelled = sample.scene() instanceof DefectScene ? 0 : Batch.IGNORED;
    for (int i = 0; i < settings.labels().size(); i++) {
      int label = i;
      meanings.add(part -> ofLabel(part, label, classes, unlabelled));
    }
    return meanings;
  }

  private static byte ofClass(Scene.Part part, ClassMap classes) {
    if (part != null && part.crowd()) {
      return (byte) Batch.IGNORED;
    }
    int id = part == null ? classes.background() : classes.of(part.classId());
    return (byte) (id == ClassMap.DROPPED ? Batch.IGNORED : id);
  }

  private static byte ofLabel(Scene.Part part, int label, ClassMap classes, int unlabelled) {
    if (part == null) {
      return (byte) unlabelled;
    }
    boolean holds = classes.of(part.classId()) == label;
    return (byte) (!holds ? 0 : part.crowd() ? Batch.IGNORED : 1);
  }

  private static byte[] plane(Scene scene, Meaning meaning) {
    Map<Integer, Scene.Part> parts = new HashMap<>();
    scene.parts().forEach(part -> parts.put(part.id(), part));
    int[] ids = scene.ids();
    var plane = new byte[ids.length];
    byte value = 0;
    for (int i = 0; i < ids.length; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        value = meaning.of(parts.get(ids[i]));
      }
      plane[i] = value;
    }
    return plane;
  }

  /** The objects of a sample as a scene, each a part. */
  private static Scene instances(Sample sample, FrameSize size, boolean boxes) throws IOException {
    var ids = new int[(int) size.pixels()];
    var parts = new ArrayList<Scene.Part>();
    for (Truth truth : sample.truths().stream().sorted(LARGEST_FIRST).toList()) {
      int id = parts.size() + 1;
      parts.add(new Scene.Part(id, truth.classId(), truth.crowd()));
      boolean[] inside = outline(truth, size, boxes);
      for (int i = 0; i < ids.length; i++) {
        ids[i] = inside[i] ? id : ids[i];
      }
    }
    return new Scene(size.width(), size.height(), ids, parts);
  }

  private static Planes labels(Sample sample, int labels, ClassMap classes, FrameSize size)
      throws IOException {
    var planes = new ArrayList<byte[]>();
    for (int i = 0; i < labels; i++) {
      planes.add(new byte[(int) size.pixels()]);
    }
    for (Truth truth : sample.truths()) {
      int label = classes.of(truth.classId());
      if (label != ClassMap.DROPPED) {
        boolean[] inside = outline(truth, size, false);
        mark(planes.get(label), inside, truth.crowd());
      }
    }
    return new Planes(size, planes);
  }

  private static void mark(byte[] plane, boolean[] inside, boolean crowd) {
    for (int i = 0; i < plane.length; i++) {
      if (inside[i] && !(crowd && plane[i] == 1)) {
        plane[i] = (byte) (crowd ? Batch.IGNORED : 1);
      }
    }
  }

  /** Which pixels an object covers. */
  private static boolean[] outline(Truth truth, FrameSize size, boolean boxes) throws IOException {
    if (!truth.mask().equals(Mask.NONE)) {
      return Runs.of(truth.mask()).stretchedTo(size.width(), size.height()).pixels();
    }
    if (!boxes) {
      throw new IOException("expected a mask of every object, found one with a box only");
    }
    var inside = new boolean[(int) size.pixels()];
    Box box = truth.box().clippedTo(size);
    for (int y = Math.round(box.top()); y < Math.round(box.bottom()); y++) {
      for (int x = Math.round(box.left()); x < Math.round(box.right()); x++) {
        inside[y * size.width() + x] = true;
      }
    }
    return inside;
  }
}
