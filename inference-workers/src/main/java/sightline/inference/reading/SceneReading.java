package sightline.inference.reading;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.SceneDecoder;
import sightline.inference.decode.Segment;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.MaskBounds;
import sightline.inference.model.ModelManifest;

/** Masks of whole pictures: each part becomes an object whose box is the smallest around it. */
final class SceneReading implements Reading {

  private final SceneDecoder decoder;
  private final ModelManifest manifest;
  private final Bounds bounds;
  private int overflowed;
  private float topScore;

  SceneReading(SceneDecoder decoder, ModelManifest manifest, Bounds bounds) {
    this.decoder = decoder;
    this.manifest = manifest;
    this.bounds = bounds;
  }

  @Override
  public List<Detection> read(List<Tensor> outputs, Letterbox letterbox, Runnable decoded) {
    List<Segment> segments = decoder.decode(outputs, MaskGrid.of(letterbox, bounds.maxMaskSide()));
    decoded.run();
    var sorted = new ArrayList<>(segments);
    sorted.sort(Comparator.comparingDouble(Segment::score).reversed());
    topScore = sorted.isEmpty() ? 0 : sorted.get(0).score();
    overflowed = Math.max(0, sorted.size() - manifest.maxDetections());
    return sorted.stream()
        .limit(manifest.maxDetections())
        .map(segment -> onFrame(segment, letterbox.frame()))
        .toList();
  }

  private Detection onFrame(Segment segment, FrameSize frame) {
    Box box = MaskBounds.of(segment.mask(), frame);
    float score = Math.min(1, segment.score());
    String label = manifest.labels().get(segment.classId());
    return new Detection(box, segment.classId(), label, score, 0, List.of(), segment.mask());
  }

  @Override
  public Oddities oddities() {
    return new Oddities(overflowed, 0, topScore);
  }
}
