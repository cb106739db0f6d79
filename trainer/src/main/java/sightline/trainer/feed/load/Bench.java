package sightline.trainer.feed.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import sightline.events.geometry.Box;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.image.Draws;
import sightline.trainer.image.Painter;
import sightline.trainer.image.Tile;
import sightline.trainer.image.View;

/**
 * Where one thread makes pictures of batches. Everything drawn comes from the generator that is
 * passed in, in a fixed order.
 *
 * <p>Threading: one thread. Ownership: owns a canvas until {@link #close}.
 */
final class Bench implements AutoCloseable {

  private final LoadSettings settings;
  private final Gallery gallery;
  private final boolean training;
  private final Draws draws;
  private final Painter painter;

  Bench(LoadSettings settings, Gallery gallery, boolean training) {
    this.settings = settings;
    this.gallery = gallery;
    this.training = training;
    this.draws = new Draws(settings.input(), settings.augment());
    this.painter = new Painter(settings.input());
  }

  /** One picture as it is, into the batch's next place. */
  void plain(LoadedBatch batch, Shown shown, SplittableRandom random) {
    int place = batch.names().size();
    painter.begin(batch.tensor(), place);
    var seen = new ArrayList<Labelled>();
    paint(shown, Draws.plain(settings.input(), shown.picture().size()), seen);
    spoil(random);
    painter.finish();
    batch.add(shown.name(), seen);
  }

  /** One picture, changed as the recipe says, into the batch's next place. */
  void changed(LoadedBatch batch, Shown first, boolean mosaics, SplittableRandom random) {
    int place = batch.names().size();
    painter.begin(batch.tensor(), place);
    var seen = new ArrayList<Labelled>();
    boolean mosaic = draws.mosaic(random);
    String name = first.name();
    if (mosaic && mosaics) {
      name = mosaic(first, seen, random);
    } else {
      paint(first, draws.single(first.picture().size(), random), seen);
    }
    spoil(random);
    painter.finish();
    batch.add(name, seen);
  }

  private String mosaic(Shown first, List<Labelled> seen, SplittableRandom random) {
    var names = new ArrayList<String>();
    for (View view : draws.quarters(random)) {
      if (names.isEmpty()) {
        names.add(first.name());
        paint(first, draws.quarter(view, first.picture().size(), random), seen);
      } else {
        try (Shown other = other(random)) {
          names.add(other.name());
          paint(other, draws.quarter(view, other.picture().size(), random), seen);
        }
      }
    }
    return String.join("+", names);
  }

  /** Any sample that can be read. */
  private Shown other(SplittableRandom random) {
    int drawn = random.nextInt(gallery.size());
    for (int i = 0; i < gallery.size(); i++) {
      Optional<Shown> shown = gallery.open((drawn + i) % gallery.size());
      if (shown.isPresent()) {
        return shown.orElseThrow();
      }
    }
    throw new IllegalStateException("expected pictures, found none that can be read");
  }

  private void paint(Shown shown, Tile tile, List<Labelled> seen) {
    painter.paint(shown.picture(), tile);
    for (Labelled object : shown.objects()) {
      Box placed = tile.placement().place(object.box());
      tile.view()
          .clip(placed)
          .ifPresent(box -> seen.add(new Labelled(object.classId(), box, object.ignored())));
    }
  }

  private void spoil(SplittableRandom random) {
    painter.keepClean();
    if (!settings.spoils(training)) {
      return;
    }
    if (settings.augment().noise() > 0) {
      painter.noise(settings.augment().noise(), random.nextLong());
    }
    if (settings.augment().holes() > 0) {
      List<View> holes = draws.holes(random);
      painter.cut(holes);
      if (settings.aim().givesBack()) {
        painter.markHoles(holes);
      }
    }
  }

  @Override
  public void close() {
    painter.close();
  }
}
