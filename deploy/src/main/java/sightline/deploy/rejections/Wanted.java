package sightline.deploy.rejections;

import java.util.Optional;
import sightline.deploy.broker.BrokerFailed;

/** Finds one rejection by its id. */
final class Wanted {

  /** Most rejections of one camera and slot that are held while one of them is looked for. */
  private static final int MOST = 10_000;

  private Wanted() {}

  /** The last rejection of {@code id}; empty when the log has none. */
  static Optional<Rejection> newest(RecordLog log, RejectionId id, ReadLimits limits)
      throws BrokerFailed {
    return RejectionReader.read(log, RejectionFilter.of(id), MOST, limits).newest().stream()
        .filter(rejection -> rejection.id().equals(id))
        .findFirst();
  }
}
