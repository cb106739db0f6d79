package sightline.ingest.change;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.events.CameraStatus;
import sightline.ingest.camera.CameraSettings;
import sightline.ingest.metrics.IngestMetrics;

/**
 * What operators changed of our cameras, and the cameras that obey; of other cameras nothing is
 * kept.
 *
 * <p>Threading: any thread; a camera is told by whoever brings the change.
 */
public final class ChangeBook {

  /** A camera that runs. */
  public interface Running {

    /**
     * Lets settings hold from the next frame on.
     *
     * @param passedOver why parts of the change do not hold; empty when all do
     */
    void change(CameraSettings settings, String passedOver);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ChangeBook.class);

  private final IngestMetrics<CameraStatus.State> metrics;
  private final Map<String, CameraSettings> files = new HashMap<>();
  private final Map<String, Map<String, String>> changes = new HashMap<>();
  private final Map<String, Running> running = new HashMap<>();

  /**
   * @param cameras as the site file wants them
   */
  public ChangeBook(Collection<CameraSettings> cameras, IngestMetrics<CameraStatus.State> metrics) {
    this.metrics = metrics;
    cameras.forEach(camera -> files.put(camera.name(), camera));
  }

  /** Takes the newest change of a camera; without settings, its site file holds again. */
  synchronized void take(String camera, Map<String, String> settings) {
    if (!files.containsKey(camera)) {
      return;
    }
    Map<String, String> now = Map.copyOf(settings);
    Map<String, String> before = changes.getOrDefault(camera, Map.of());
    changes.put(camera, now);
    if (running.containsKey(camera) && !now.equals(before)) {
      obey(camera);
    }
  }

  /** The settings with which a camera begins. */
  public synchronized CameraSettings settings(String camera) {
    return effect(camera).settings();
  }

  /** From now on {@code camera} is told what changes, and first what has changed already. */
  public synchronized void attach(String camera, Running runs) {
    running.put(camera, runs);
    if (!changes.getOrDefault(camera, Map.of()).isEmpty()) {
      obey(camera);
    }
  }

  private void obey(String camera) {
    Overlay.Effect effect = effect(camera);
    String passedOver = String.join("; ", effect.passedOver());
    LOG.info("camera {}: changed while it runs: {}", camera, new TreeMap<>(changes.get(camera)));
    metrics.cameraChanged(camera, passedOver.isEmpty());
    running.get(camera).change(effect.settings(), passedOver);
  }

  private Overlay.Effect effect(String camera) {
    return Overlay.of(files.get(camera), changes.getOrDefault(camera, Map.of()));
  }
}
