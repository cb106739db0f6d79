package sightline.ingest.publish;

import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;

/**
 * Where frames and what is said about cameras go: Kafka, or a list in a test.
 *
 * <p>Threading: any thread. Frames and heartbeats of one camera come from one thread and keep their
 * order; its statuses come from others, one at a time.
 */
public interface FrameSink {

  /** Hears once what became of a record. */
  interface Receipt {

    /** The record lies at {@code offset} of its partition. */
    void acknowledged(long offset);

    /** The record was refused for good. */
    void failed(String why);
  }

  void send(FrameCaptured frame, int partition, Receipt receipt);

  void send(CameraHeartbeat heartbeat, int partition, Receipt receipt);

  /** Fire and forget: the next status follows within seconds. */
  void send(CameraStatus status);
}
