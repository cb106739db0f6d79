package sightline.dashboards.feed;

import java.time.Instant;
import java.util.List;
import sightline.events.CameraStatus;

/**
 * What the wall says about one camera beside its picture.
 *
 * @param status what the camera says, or what its silence says
 * @param framesPerSecond pictures that arrived, mean of the last five seconds
 * @param lastPicture when the newest picture arrived; {@link Instant#EPOCH} before the first
 * @param activity objects found in each of the last 60 seconds, oldest first
 * @param anomalies frames judged abnormal in each of these seconds
 * @param switches of models in those seconds, oldest first
 * @param rejected pictures that could not be handled since this service started
 * @param lastRejection why, in one sentence; empty when there was none
 */
public record CameraView(
    CameraStatus status,
    double framesPerSecond,
    Instant lastPicture,
    List<Integer> activity,
    List<Integer> anomalies,
    List<ModelSwitch> switches,
    long rejected,
    String lastRejection) {

  public CameraView {
    activity = List.copyOf(activity);
    anomalies = List.copyOf(anomalies);
    switches = List.copyOf(switches);
  }
}
