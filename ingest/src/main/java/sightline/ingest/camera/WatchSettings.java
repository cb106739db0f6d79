package sightline.ingest.camera;

import java.time.Duration;

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
 * @param heartbeatEvery how often a control record is written while no frame is
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
    Duration heartbeatEvery) {

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
