package sightline.ingest.camera;

import java.time.Duration;
import sightline.ingest.look.LookSettings;

/**
 * How a camera is watched and when it is tried again.
 *
 * @param staleAfter time without a picture after which a camera is STALE
 * @param readTimeout time without a picture after which the read is ended and the camera opened
 *     again
 * @param stopGrace how long a read that was ended may take to return before its thread is abandoned
 * @param maxAbandonedReaders threads abandoned in native code per camera, beyond which it is not
 *     opened again until one returns
 * @param retryMin first pause before another attempt; doubles each time
 * @param retryMax longest pause, also the one after refused credentials
 * @param offlineAfter attempts in a row without a picture after which a camera is OFFLINE
 * @param statusEvery how often the state is published although it did not change
 * @param heartbeatEvery how often a control record is written, frames or none
 * @param stuckAfter how long a supervisor may stand still before the process is not called live
 * @param blackAfter how long pictures may be black before the camera is STALE; zero for ever
 * @param frozenAfter how long a picture may stay the same; zero for ever
 * @param repeatedAfter how long a camera may send the same pictures in turn; zero for ever
 * @param lookEvery how often the brightness of a picture is measured
 * @param blackLuma mean luma up to which a picture is black, 0 to 255
 * @param blackSpread standard deviation of the luma up to which it is, 0 to 128
 * @param maxCycleFrames longest turn of pictures that is recognized, frames
 */
public record WatchSettings(
    Duration staleAfter,
    Duration readTimeout,
    Duration stopGrace,
    int maxAbandonedReaders,
    Duration retryMin,
    Duration retryMax,
    int offlineAfter,
    Duration statusEvery,
    Duration heartbeatEvery,
    Duration stuckAfter,
    Duration blackAfter,
    Duration frozenAfter,
    Duration repeatedAfter,
    Duration lookEvery,
    double blackLuma,
    double blackSpread,
    int maxCycleFrames) {

  /** Longest turn that may be asked for: what came twice is kept, and compared. */
  private static final int MAX_CYCLE_FRAMES = 3000;

  public WatchSettings {
    requirePositive("staleAfter", staleAfter);
    requirePositive("readTimeout", readTimeout);
    requirePositive("stopGrace", stopGrace);
    requirePositive("retryMin", retryMin);
    requirePositive("statusEvery", statusEvery);
    requirePositive("heartbeatEvery", heartbeatEvery);
    require(
        readTimeout.compareTo(staleAfter) >= 0,
        "readTimeout",
        readTimeout,
        "staleAfter (" + staleAfter + ") or more");
    require(
        retryMax.compareTo(retryMin) >= 0,
        "retryMax",
        retryMax,
        "retryMin (" + retryMin + ") or more");
    require(
        maxAbandonedReaders >= 1 && maxAbandonedReaders <= 100,
        "maxAbandonedReaders",
        maxAbandonedReaders,
        "1 to 100");
    require(offlineAfter >= 1, "offlineAfter", offlineAfter, "1 or more");
    require(
        stuckAfter.compareTo(stopGrace) > 0,
        "stuckAfter",
        stuckAfter,
        "more than stopGrace (" + stopGrace + ")");
    requireNotNegative("blackAfter", blackAfter);
    requireNotNegative("frozenAfter", frozenAfter);
    requireNotNegative("repeatedAfter", repeatedAfter);
    requirePositive("lookEvery", lookEvery);
    require(blackLuma >= 0 && blackLuma <= 255, "blackLuma", blackLuma, "0 to 255");
    require(blackSpread >= 0 && blackSpread <= 128, "blackSpread", blackSpread, "0 to 128");
    require(
        maxCycleFrames >= 2 && maxCycleFrames <= MAX_CYCLE_FRAMES,
        "maxCycleFrames",
        maxCycleFrames,
        "2 to " + MAX_CYCLE_FRAMES);
  }

  /** When pictures that arrive are not believed. */
  LookSettings looks() {
    return new LookSettings(
        blackAfter, frozenAfter, repeatedAfter, lookEvery, blackLuma, blackSpread, maxCycleFrames);
  }

  private static void requireNotNegative(String key, Duration value) {
    require(!value.isNegative(), key, value, "zero or more");
  }

  private static void requirePositive(String key, Duration value) {
    require(!value.isNegative() && !value.isZero(), key, value, "more than zero");
  }

  private static void require(boolean holds, String key, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ingest.watch.%s is %s, expected %s".formatted(key, value, expected));
    }
  }
}
