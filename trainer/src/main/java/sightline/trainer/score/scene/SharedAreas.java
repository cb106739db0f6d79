package sightline.trainer.score.scene;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.Scene;

/** How many pixels the segments of two scenes have, and share. Parts go by their places, from 0. */
final class SharedAreas {

  private final long[] known;
  private final long[] claimed;
  private final Map<Pair, Long> shared = new HashMap<>();

  /** A part of the truth and a part of the guess; either may be {@link PartIndex#NOTHING}. */
  record Pair(int known, int claimed) {}

  SharedAreas(Scene truth, Scene guess, List<String> labels) {
    known = new long[truth.parts().size()];
    claimed = new long[guess.parts().size()];
    var knownPlaces = new PartIndex(truth, labels);
    var claimedPlaces = new PartIndex(guess, labels);
    int size = truth.ids().length;
    for (int start = 0, end; start < size; start = end) {
      int knownId = truth.ids()[start];
      int claimedId = guess.ids()[start];
      end = start + 1;
      while (end < size && truth.ids()[end] == knownId && guess.ids()[end] == claimedId) {
        end++;
      }
      count(new Pair(knownPlaces.place(knownId), claimedPlaces.place(claimedId)), end - start);
    }
  }

  private void count(Pair pair, long pixels) {
    shared.merge(pair, pixels, Long::sum);
    if (pair.known != PartIndex.NOTHING) {
      known[pair.known] += pixels;
    }
    if (pair.claimed != PartIndex.NOTHING) {
      claimed[pair.claimed] += pixels;
    }
  }

  long known(int place) {
    return known[place];
  }

  long claimed(int place) {
    return claimed[place];
  }

  long shared(int knownPlace, int claimedPlace) {
    return shared.getOrDefault(new Pair(knownPlace, claimedPlace), 0L);
  }

  /** Pairs of parts that share pixels. */
  List<Pair> pairs() {
    return shared.keySet().stream()
        .filter(pair -> pair.known != PartIndex.NOTHING && pair.claimed != PartIndex.NOTHING)
        .sorted(Comparator.comparingInt(Pair::known).thenComparingInt(Pair::claimed))
        .toList();
  }
}
