package sightline.trainer.feed.load;

import java.util.Optional;
import java.util.SplittableRandom;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Feed;
import sightline.trainer.recipe.Recipe;

/**
 * Batches to learn from: shuffled anew each epoch and changed as the recipe says. What a picture
 * becomes is a function of the pool, the settings, the seed, the step and the place in the batch. A
 * sample that cannot be read is skipped: the next one in the epoch's order is shown in its stead.
 *
 * <p>Threading: one thread takes; {@link #close} and {@link #counts} from any. Loaders are named
 * {@code loader-0} and so on.
 *
 * <p>Ownership: batches are given back by who takes them; memory is freed on {@link #close}, and of
 * a batch that is still out when it comes back.
 */
public final class TrainingFeed implements Feed {

  /** Batches that a taker may hold at once. */
  private static final int HELD = 4;

  private final LoadSettings settings;
  private final Gallery gallery;
  private final Epochs epochs;
  private final BatchRoom room;
  private final Lookahead<LoadedBatch> lookahead;

  public TrainingFeed(LoadSettings settings, Pool pool) {
    this.settings = settings;
    boolean planes = settings.aim() == Aim.CLASSES || settings.aim() == Aim.LABELS;
    this.epochs = new Epochs(pool.samples().size(), settings.batch(), settings.seed());
    this.gallery = new Gallery(pool, settings, planes);
    int loaders = settings.budget().loaders();
    int ahead = settings.budget().ahead();
    this.room = new BatchRoom(settings, true, ahead + loaders + HELD);
    this.lookahead = new Lookahead<>("loader", loaders, ahead, Long.MAX_VALUE, Loader::new);
  }

  /** As a recipe says. */
  public static TrainingFeed of(Recipe recipe, Pool pool) {
    return new TrainingFeed(LoadSettings.of(recipe, pool), pool);
  }

  @Override
  public int stepsPerEpoch() {
    return epochs.stepsPerEpoch();
  }

  @Override
  public Batch take(long step) throws InterruptedException {
    return lookahead.take(step);
  }

  @Override
  public double secondsWaited() {
    return lookahead.secondsWaited();
  }

  public LoadCounts counts() {
    return new LoadCounts(
        secondsWaited(), gallery.skipped(), gallery.reasons(), gallery.keptBytes(), room.made());
  }

  @Override
  public void close() {
    lookahead.close();
    room.close();
    gallery.close();
  }

  /** What one thread does. */
  private final class Loader implements Lookahead.Worker<LoadedBatch> {

    private final Bench bench = new Bench(settings, gallery, true);

    @Override
    public LoadedBatch make(long step) {
      LoadedBatch batch = room.lend();
      try {
        for (int place = 0; place < epochs.batch(); place++) {
          SplittableRandom random = Seeds.at(settings.seed(), step, place);
          try (Shown shown = readable(step, place)) {
            bench.changed(batch, shown, step < settings.mosaicSteps(), random);
          }
        }
        return batch;
      } catch (RuntimeException | Error e) {
        batch.close();
        throw e;
      }
    }

    private Shown readable(long step, int place) {
      for (int instead = 0; instead < gallery.size(); instead++) {
        Optional<Shown> shown = gallery.open(epochs.sample(step, place, instead));
        if (shown.isPresent()) {
          return shown.orElseThrow();
        }
      }
      throw new IllegalStateException(
          "none of %d samples can be read: %s".formatted(gallery.size(), gallery.reasons()));
    }

    @Override
    public void close() {
      bench.close();
    }
  }
}
