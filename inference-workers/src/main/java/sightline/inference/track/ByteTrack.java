package sightline.inference.track;

import java.util.ArrayList;
import java.util.List;

/**
 * ByteTrack: Zhang, Sun, Jiang, Yu, Weng, Yuan, Luo, Liu and Wang, "ByteTrack: multi-object
 * tracking by associating every detection box", ECCV 2022 (<a
 * href="https://arxiv.org/abs/2110.06864">arXiv 2110.06864</a>).
 *
 * <p>Detections of a high score are paired with all tracks first; what is left of the tracks seen
 * in the last frame is paired with detections of a low score, which are often objects half hidden;
 * what is left of the high ones with tracks that are one frame old; what is then left begins
 * tracks. A track begins to be told of in its second frame, those of the first frame at once. A
 * track that was told of is remembered for a while when it is lost. Overlap is weighed by score, as
 * in the authors' program.
 */
final class ByteTrack implements Method {

  /** A lost and a seen track that overlap more than this are one object. */
  private static final double DUPLICATE = .85;

  private final Motion motion = new ByteTrackMotion();
  private final Matching matching = new Matching();
  private final List<Track> pool = new ArrayList<>();
  private final List<Track> young = new ArrayList<>();
  private final TrackerRules rules;

  ByteTrack(TrackerRules rules) {
    this.rules = rules;
  }

  @Override
  public void step(List<Track> tracks, Sightings frame, Moment moment, Ids ids) {
    for (Track track : tracks) {
      predict(track, moment.steps());
      (track.phase == Track.Phase.YOUNG ? young : pool).add(track);
    }
    match(tracks, frame);
    young.clear();
    pool.clear();
    for (int sighting = 0; sighting < frame.size(); sighting++) {
      take(frame, sighting, moment, ids);
    }
    double lostFor = rules.lostFor().toMillis();
    tracks.removeIf(track -> moment.at() - track.seen > lostFor);
    begin(tracks, frame, moment, ids);
    removeDuplicates(tracks);
  }

  private void predict(Track track, int steps) {
    for (int step = 0; step < steps; step++) {
      motion.predict(track.motion, track.phase != Track.Phase.LOST);
    }
  }

  /** Leaves the tracks without a sighting lost, or removes them when they are young. */
  private void match(List<Track> tracks, Sightings frame) {
    double high = rules.highScore();
    matching.match(pool, frame, new Turn(frame, high, 2, rules.firstOverlap(), true));
    pool.removeIf(track -> track.phase == Track.Phase.LOST);
    matching.match(
        pool, frame, new Turn(frame, rules.lowScore(), high, rules.secondOverlap(), false));
    pool.forEach(track -> track.phase = Track.Phase.LOST);
    matching.match(young, frame, new Turn(frame, high, 2, rules.youngOverlap(), true));
    tracks.removeAll(young);
  }

  private void take(Sightings frame, int sighting, Moment moment, Ids ids) {
    Track track = frame.trackOfSighting(sighting);
    if (track != null) {
      motion.correct(track.motion, frame.box(sighting));
      track.seen = moment.at();
      track.phase = Track.Phase.SEEN;
      ids.name(track);
    }
  }

  private void begin(List<Track> tracks, Sightings frame, Moment moment, Ids ids) {
    for (int sighting = 0; sighting < frame.size(); sighting++) {
      if (frame.isFree(sighting)
          && frame.score(sighting) >= rules.newScore()
          && tracks.size() < rules.maxTracks()) {
        var begun = new Track(frame.label(sighting), moment.at(), new float[Motion.SIZE]);
        motion.start(begun.motion, frame.box(sighting));
        tracks.add(begun);
        frame.give(sighting, begun);
        if (moment.number() == 1) {
          begun.phase = Track.Phase.SEEN;
          ids.name(begun);
        }
      }
    }
  }

  /** Of a lost and a seen track in one place the one that lived longer stays. */
  private void removeDuplicates(List<Track> tracks) {
    for (Track seen : tracks) {
      for (Track lost : tracks) {
        if (seen.phase == Track.Phase.SEEN
            && lost.phase == Track.Phase.LOST
            && areOne(lost, seen)) {
          pool.add(lost.seen - lost.begun > seen.seen - seen.begun ? seen : lost);
        }
      }
    }
    tracks.removeAll(pool);
    pool.forEach(track -> track.phase = Track.Phase.LOST);
    pool.clear();
  }

  private boolean areOne(Track lost, Track seen) {
    return (!rules.perClass() || lost.label == seen.label)
        && motion.overlap(lost.motion, seen.motion) > DUPLICATE;
  }

  @Override
  public boolean tells(Track track, Moment moment) {
    return track.phase == Track.Phase.SEEN;
  }

  /**
   * One round of pairing.
   *
   * @param from least score
   * @param below scores from here on do not take part
   * @param least overlap that a pair must exceed
   * @param byScore whether overlap is weighed by score
   */
  private final class Turn implements Matching.Rule {
    private final Sightings frame;
    private final double from;
    private final double below;
    private final double least;
    private final boolean byScore;

    private Turn(Sightings frame, double from, double below, double least, boolean byScore) {
      this.frame = frame;
      this.from = from;
      this.below = below;
      this.least = least;
      this.byScore = byScore;
    }

    @Override
    public boolean admits(float score) {
      return score >= from && score < below;
    }

    @Override
    public double weight(Track track, int sighting) {
      if (rules.perClass() && track.label != frame.label(sighting)) {
        return 0;
      }
      double overlap = motion.overlap(track.motion, frame.box(sighting));
      return Math.max(0, (byScore ? overlap * frame.score(sighting) : overlap) - least);
    }
  }
}
