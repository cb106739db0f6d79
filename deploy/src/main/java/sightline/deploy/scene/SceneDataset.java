package sightline.deploy.scene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import sightline.ingest.source.scene.SceneTruth;

/**
 * Makes a dataset of generated scenes in a format that the trainer reads. The same wish makes the
 * same files.
 *
 * <p>Threading: one thread; {@link #write} blocks, and ends early when interrupted.
 */
public final class SceneDataset {

  /** Pause between the parts of one scene that belong to different splits, s. */
  private static final double PAUSE = 30;

  /** Frames that are looked through for one odd or normal picture, at most. */
  private static final long MOST_LOOKED_THROUGH = 1_000_000;

  private final SceneWish wish;
  private final ShotWriter writer;
  private final IntConsumer progress;
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int done;

  private SceneDataset(SceneWish wish, Path folder, IntConsumer progress) {
    this.wish = wish;
    this.progress = progress;
    this.writer =
        switch (wish.truth()) {
          case BOXES -> new BoxWriter(folder, wish.scene().size());
          case MASKS -> new MaskWriter(folder, wish.scene().size());
          case NORMAL -> new OddWriter(folder, wish.scene().size());
        };
  }

  /**
   * Writes the dataset into {@code folder}, which is there only once all of it is.
   *
   * @param folder that does not exist yet, or is empty
   * @param progress hears how many pictures are done, after each
   * @return pictures by split
   * @throws IOException when the folder is not empty or the disk fails; nothing is left then
   */
  public static Map<String, Integer> write(SceneWish wish, Path folder, IntConsumer progress)
      throws IOException, InterruptedException {
    requireFree(folder);
    Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
    delete(partial);
    try {
      var dataset = new SceneDataset(wish, Files.createDirectories(partial), progress);
      dataset.shootAll();
      Files.deleteIfExists(folder);
      Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
      return dataset.counts;
    } finally {
      delete(partial);
    }
  }

  private void shootAll() throws IOException, InterruptedException {
    SceneFilm film = null;
    try {
      for (Stretch stretch : Stretch.of(wish)) {
        if (stretch.first()) {
          if (film != null) {
            film.close();
          }
          film = new SceneFilm(stretch.scene());
        }
        shoot(film, stretch);
      }
    } finally {
      if (film != null) {
        film.close();
      }
    }
    writer.end();
  }

  private void shoot(SceneFilm film, Stretch stretch) throws IOException, InterruptedException {
    long pause = film.next() == 0 ? 0 : Math.round(PAUSE * stretch.scene().fps());
    long frame = Math.max(film.next(), stretch.start()) + pause;
    boolean learned = stretch.split().equals(wish.truth().splits().get(0));
    for (int i = 0; i < stretch.pictures(); i++) {
      if (wish.truth() == TruthKind.NORMAL) {
        frame = find(film.truth(), frame, !learned && i % 2 == 0);
      }
      String name = "%d-%06d".formatted(stretch.scene().seed(), frame);
      writer.add(new Shot(stretch.split(), name, frame, film.picture(frame), film.truth()));
      counts.merge(stretch.split(), 1, Integer::sum);
      progress.accept(++done);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      frame += wish.every();
    }
  }

  /** The first frame from {@code from} on, in steps, that is odd or not as wanted. */
  private long find(SceneTruth truth, long from, boolean odd) throws IOException {
    for (long frame = from; frame < from + MOST_LOOKED_THROUGH; frame++) {
      if (truth.isOdd(frame) == odd) {
        return frame;
      }
    }
    throw new IOException(
        "%s: expected a frame that is %s among %d, found none"
            .formatted(wish.scene().location(), odd ? "odd" : "normal", MOST_LOOKED_THROUGH));
  }

  private static void requireFree(Path folder) throws IOException {
    if (folder.getFileName() == null) {
      throw new IOException("%s cannot hold a dataset, expected a new folder".formatted(folder));
    }
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is a file, expected a folder that is new or empty");
    }
    try (Stream<Path> inside = Files.list(folder)) {
      if (inside.findAny().isPresent()) {
        throw new IOException(folder + " is not empty, expected a folder that is new or empty");
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
