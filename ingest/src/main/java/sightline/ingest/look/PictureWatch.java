package sightline.ingest.look;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks whether the pictures of one camera can be true. Times are those at which pictures came, so
 * nothing is said of a time without any; a fault is over with the first picture that differs.
 *
 * <p>What it cannot see: a picture that hangs while a clock written into it goes on, or that was
 * compressed anew and differs in the last bits.
 *
 * <p>Threading: readers tell, the supervisor asks.
 */
public final class PictureWatch {

  /** So few pictures say nothing, however far apart they are. */
  private static final int MIN_PICTURES = 3;

  private final LookSettings settings;
  private final Optional<Cycle> cycle;
  private final Run black = new Run();
  private final Run frozen = new Run();
  private long lastDigest;
  private long lookedNanos;
  private boolean looked;
  private long nowNanos;

  /**
   * @param live whether it is a camera; footage may say the same again and again
   */
  public PictureWatch(LookSettings settings, boolean live) {
    this.settings = settings;
    boolean watched = live && !settings.repeatedAfter().isZero();
    this.cycle = watched ? Optional.of(new Cycle(settings.maxCycleFrames())) : Optional.empty();
  }

  /** How many pictures in a row have something in common, and since when. */
  private static final class Run {

    private long sinceNanos;
    private int pictures;

    void follow(boolean goesOn, boolean mayBegin, long nowNanos) {
      if (!goesOn) {
        pictures = mayBegin ? 1 : 0;
        sinceNanos = nowNanos;
      } else {
        pictures = Math.min(pictures + 1, MIN_PICTURES);
      }
    }

    boolean lasted(Duration limit, long nowNanos) {
      return !limit.isZero()
          && pictures >= MIN_PICTURES
          && nowNanos - sinceNanos >= limit.toNanos();
    }
  }

  /** Whether pictures have to be told apart. */
  public boolean wantsDigests() {
    return cycle.isPresent() || !settings.frozenAfter().isZero();
  }

  /**
   * A picture came.
   *
   * @param digest the same for pictures that are the same, bit by bit
   */
  public synchronized void saw(long digest, long now) {
    nowNanos = now;
    frozen.follow(frozen.pictures > 0 && digest == lastDigest, true, now);
    lastDigest = digest;
    cycle.ifPresent(watched -> watched.saw(digest, now));
  }

  /** Whether it is time to measure the brightness of a picture. */
  public synchronized boolean wantsLook(long now) {
    boolean due = !looked || now - lookedNanos >= settings.lookEvery().toNanos();
    return due && !settings.blackAfter().isZero();
  }

  /** The brightness of a picture that came. */
  public synchronized void looked(Thumbnail thumbnail, long now) {
    nowNanos = now;
    lookedNanos = now;
    looked = true;
    boolean dark =
        thumbnail.mean() <= settings.blackLuma() && thumbnail.spread() <= settings.blackSpread();
    black.follow(dark && black.pictures > 0, dark, now);
  }

  /** A picture came whose brightness cannot be measured. */
  public synchronized void lookedInVain(long now) {
    lookedNanos = now;
    looked = true;
  }

  /** What is wrong with the newest pictures. */
  public synchronized Optional<PictureFault> fault() {
    if (black.lasted(settings.blackAfter(), nowNanos)) {
      return Optional.of(PictureFault.BLACK);
    }
    if (frozen.lasted(settings.frozenAfter(), nowNanos)) {
      return Optional.of(PictureFault.FROZEN);
    }
    return cycle
        .filter(Cycle::isRepeating)
        .filter(turns -> nowNanos - turns.sinceNanos() >= settings.repeatedAfter().toNanos())
        .map(turns -> PictureFault.REPEATED);
  }
}
