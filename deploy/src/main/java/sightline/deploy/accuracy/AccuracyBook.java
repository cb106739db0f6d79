package sightline.deploy.accuracy;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sightline.events.AnomalyFound;
import sightline.events.Detection;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.ingest.source.scene.SceneSettings;
import sightline.ingest.source.scene.SceneTruth;
import sightline.ingest.source.scene.truth.SceneObject;

/**
 * Compares results with the truth of the scenes they are about. A frame's sequence is the number of
 * the scene's frame, since a source gives the scene's frames one by one and each is counted.
 *
 * <p>Of the frames of a camera and slot at most five a second are compared, two where pixels are.
 *
 * <p>Threading: any thread.
 */
final class AccuracyBook {

  private static final int MOST_SLOTS = 256;
  private static final Duration BOX_GAP = Duration.ofMillis(190);
  private static final Duration PIXEL_GAP = Duration.ofMillis(490);

  private record Key(String camera, String slot) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      return toString().compareTo(other.toString());
    }
  }

  private record Scene(SceneSettings settings, SceneTruth truth) {}

  private final Clock clock;
  private final Map<String, Scene> scenes = new HashMap<>();
  private final Map<Key, SlotScores> slots = new TreeMap<>();

  /**
   * @param scenes what each camera shows
   */
  AccuracyBook(Map<String, SceneSettings> scenes, Clock clock) {
    this.clock = clock;
    scenes.forEach(
        (camera, settings) ->
            this.scenes.put(camera, new Scene(settings, new SceneTruth(settings))));
  }

  synchronized void accept(ObjectsDetected event) {
    Provenance from = event.provenance();
    Scene scene = scenes.get(from.frame().camera());
    Optional<SlotScores> scores = scene == null ? Optional.empty() : scores(from);
    if (scores.isEmpty() || from.frameSize().equals(FrameSize.UNKNOWN)) {
      return;
    }
    long frame = from.frame().sequence();
    List<Detection> found = event.detections();
    boolean pixels = ClassAreas.isScene(found);
    if (scores.get().wants(from.capturedAt(), pixels ? PIXEL_GAP : BOX_GAP)) {
      Object compared =
          pixels
              ? ClassAreas.of(found, scene.truth().classes(frame), scene.settings().size())
              : BoxHits.of(found, truth(scene, frame, from.frameSize()));
      scores.get().add(from.model(), from.capturedAt(), compared);
    }
  }

  synchronized void accept(AnomalyFound event) {
    Provenance from = event.provenance();
    Scene scene = scenes.get(from.frame().camera());
    Optional<SlotScores> scores = scene == null ? Optional.empty() : scores(from);
    if (scores.isPresent() && scores.get().wants(from.capturedAt(), BOX_GAP)) {
      boolean odd = scene.truth().isOdd(from.frame().sequence());
      var verdict = new Verdict(odd, event.abnormal(), event.score());
      scores.get().add(from.model(), from.capturedAt(), verdict);
    }
  }

  /** Every camera and slot that something is known about, in order. */
  synchronized List<SlotAccuracy> view() {
    return slots.values().stream().flatMap(slot -> slot.at(clock.instant()).stream()).toList();
  }

  private Optional<SlotScores> scores(Provenance from) {
    var key = new Key(from.frame().camera(), from.slot());
    if (!slots.containsKey(key) && slots.size() >= MOST_SLOTS) {
      return Optional.empty();
    }
    return Optional.of(
        slots.computeIfAbsent(key, any -> new SlotScores(key.camera(), key.slot(), from.model())));
  }

  /** In px of the frame as it was published, which may be smaller than the scene. */
  private static List<SceneObject> truth(Scene scene, long frame, FrameSize size) {
    float right = (float) size.width() / scene.settings().size().width();
    float down = (float) size.height() / scene.settings().size().height();
    return scene.truth().objects(frame).stream()
        .map(
            object -> {
              Box box = object.box();
              var scaled =
                  new Box(
                      box.left() * right,
                      box.top() * down,
                      box.right() * right,
                      box.bottom() * down);
              return new SceneObject(object.label(), object.classId(), scaled);
            })
        .toList();
  }
}
