package sightline.trainer.feed.load;

import java.util.Optional;
import sightline.trainer.feed.Batch;

/**
 * All samples once, in their order, as inference shows them; the last batch may be smaller. Nothing
 * is changed, except that pictures an autoencoder shall mend are spoiled, the same each time. What
 * cannot be read is left out.
 *
 * <p>Threading: one thread takes; {@link #close} and {@link #counts} from any. Loaders are named
 * {@code evaluation-loader-0} and so on.
 *
 * <p>Ownership: as of {@link TrainingFeed}.
 */
public final class EvaluationPass implements AutoCloseable {

  private static final int HELD = 4;

  private final LoadSettings settings;
  private final Gallery gallery;
  private final BatchRoom room;
  private final Lookahead<LoadedBatch> lookahead;
  private final int steps;
  private int next;

  public EvaluationPass(LoadSettings settings, Pool pool) {
    this.settings = settings;
    this.gallery = new Gallery(pool, withoutCache(settings), settings.planes(false) > 0);
    this.steps = (pool.samples().size() + settings.batch() - 1) / settings.batch();
    int loaders = settings.budget().loaders();
    int ahead = settings.budget().ahead();
    this.room = new BatchRoom(settings, false, ahead + loaders + HELD);
    this.lookahead =
        new Lookahead<>("evaluation-loader", loaders, ahead, Math.max(1, steps), Loader::new);
  }

  /** Each picture is shown once only. */
  private static LoadSettings withoutCache(LoadSettings settings) {
    var limits = settings.limits();
    return new LoadSettings(
        settings.input(),
        settings.aim(),
        settings.labels(),
        settings.batch(),
        settings.seed(),
        settings.augment(),
        settings.mosaicSteps(),
        settings.budget(),
        new LoadSettings.Limits(0, limits.picturePixels(), limits.namedSkips()));
  }

  /**
   * The next batch, of at least one picture; empty at the end.
   *
   * @throws InterruptedException when the job is being stopped
   * @throws IllegalStateException when loading failed, or no sample at all can be read
   */
  public Optional<Batch> next() throws InterruptedException {
    while (next < steps) {
      LoadedBatch batch = lookahead.take(next++);
      if (batch.size() > 0) {
        return Optional.of(batch);
      }
      batch.close();
    }
    if (gallery.size() > 0 && gallery.skipped() == gallery.size()) {
      throw new IllegalStateException(
          "none of %d samples can be read: %s".formatted(gallery.size(), gallery.reasons()));
    }
    return Optional.empty();
  }

  public LoadCounts counts() {
    return new LoadCounts(
        lookahead.secondsWaited(), gallery.skipped(), gallery.reasons(), 0, room.made());
  }

  @Override
  public void close() {
    lookahead.close();
    room.close();
    gallery.close();
  }

  /** What one thread does. */
  private final class Loader implements Lookahead.Worker<LoadedBatch> {

    private final Bench bench = new Bench(settings, gallery, false);

    @Override
    public LoadedBatch make(long step) {
      LoadedBatch batch = room.lend();
      try {
        int first = (int) step * settings.batch();
        for (int i = first; i < Math.min(first + settings.batch(), gallery.size()); i++) {
          Optional<Shown> found = gallery.open(i);
          if (found.isPresent()) {
            try (Shown shown = found.orElseThrow()) {
              bench.plain(batch, shown, Seeds.at(settings.seed(), -1, i));
            }
          }
        }
        return batch;
      } catch (RuntimeException | Error e) {
        batch.close();
        throw e;
      }
    }

    @Override
    public void close() {
      bench.close();
    }
  }
}
