package sightline.dashboards.feed;

import sightline.events.AnomalyFound;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameRejected;
import sightline.events.ObjectsDetected;

/**
 * Where events enter the dashboards; the log writes into it, and so do tests.
 *
 * <p>Threading: any thread.
 */
public interface WallInput {

  void picture(FrameCaptured picture);

  void heartbeat(CameraHeartbeat heartbeat);

  void detected(ObjectsDetected event);

  void judged(AnomalyFound event);

  void rejected(FrameRejected event);

  void status(CameraStatus status);

  /** The camera was taken out of the site. */
  void removed(String camera);

  void brokerReachable(boolean reachable);
}
