package sightline.inference.track;

import java.util.ArrayList;
import java.util.List;

/**
 * SORT: Bewley, Ge, Ott, Ramos and Upcroft, "Simple online and realtime tracking", ICIP 2016 (<a
 * href="https://arxiv.org/abs/1602.00763">arXiv 1602.00763</a>).
 *
 * <p>Boxes that the filter expects and boxes that were found are paired by overlap, all at once. A
 * track is told of after some detections in a row, and in the first frames at once, as in the
 * authors' program. Pairs below the least overlap do not take part, where the authors throw them
 * away afterwards: a pair that cannot be takes no box from one that can.
 */
final class Sort implements Method {

  private final Motion motion = new SortMotion();
  private final Matching matching = new Matching();
  private final List<Track> left = new ArrayList<>();
  private final TrackerRules rules;

  Sort(TrackerRules rules) {
    this.rules = rules;
  }

  @Override
  public void step(List<Track> tracks, Sightings frame, Moment moment, Ids ids) {
    tracks.forEach(track -> predict(track, moment.steps()));
    left.addAll(tracks);
    matching.match(left, frame, new Overlapping(frame));
    left.forEach(Sort::miss);
    left.clear();
    for (int sighting = 0; sighting < frame.size(); sighting++) {
      take(tracks, frame, sighting, moment);
    }
    tracks.removeIf(track -> track.missed > rules.maxAge());
    for (Track track : tracks) {
      if (tells(track, moment)) {
        ids.name(track);
      }
    }
  }

  private void predict(Track track, int steps) {
    for (int step = 0; step < steps; step++) {
      motion.predict(track.motion, track.missed == 0);
    }
  }

  private static void miss(Track track) {
    track.missed++;
    track.streak = 0;
    track.phase = Track.Phase.LOST;
  }

  private void take(List<Track> tracks, Sightings frame, int sighting, Moment moment) {
    Track track = frame.trackOfSighting(sighting);
    if (track != null) {
      motion.correct(track.motion, frame.box(sighting));
      track.missed = 0;
      track.streak++;
      track.seen = moment.at();
      track.phase = Track.Phase.SEEN;
    } else if (frame.score(sighting) >= rules.highScore() && tracks.size() < rules.maxTracks()) {
      var begun = new Track(frame.label(sighting), moment.at(), new float[Motion.SIZE]);
      motion.start(begun.motion, frame.box(sighting));
      begun.phase = Track.Phase.SEEN;
      tracks.add(begun);
      frame.give(sighting, begun);
    }
  }

  @Override
  public boolean tells(Track track, Moment moment) {
    return track.missed == 0
        && (track.streak >= rules.minHits() || moment.number() <= rules.minHits());
  }

  /** What overlaps enough and is of the same kind may be a pair. */
  private final class Overlapping implements Matching.Rule {
    private final Sightings frame;

    private Overlapping(Sightings frame) {
      this.frame = frame;
    }

    @Override
    public boolean admits(float score) {
      return score >= rules.highScore();
    }

    @Override
    public double weight(Track track, int sighting) {
      if (rules.perClass() && track.label != frame.label(sighting)) {
        return 0;
      }
      double overlap = motion.overlap(track.motion, frame.box(sighting));
      return overlap >= rules.sortOverlap() ? overlap : 0;
    }
  }
}
