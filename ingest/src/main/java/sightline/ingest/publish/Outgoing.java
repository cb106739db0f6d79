package sightline.ingest.publish;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.ingest.source.picture.Encoded;

/** Something on its way through an {@link Outbox}. */
interface Outgoing {

  EpochLedger ledger();

  /** A frame that waits to be sent. */
  record QueuedFrame(
      EpochLedger ledger,
      FrameId id,
      Instant capturedAt,
      Encoded.Ready encoded,
      FrameCounts atCapture)
      implements Outgoing {

    int sizeBytes() {
      return encoded.picture().sizeBytes();
    }
  }

  /** What is said about an epoch between its frames, or after them. */
  record Heartbeat(EpochLedger ledger, boolean ended, CompletableFuture<Void> sent)
      implements Outgoing {

    /** Whether nothing is lost when a newer one is sent instead: no end of an epoch with frames. */
    boolean isOutdated() {
      return !ended || ledger.frames() == 0;
    }
  }
}
