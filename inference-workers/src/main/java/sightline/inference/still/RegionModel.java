package sightline.inference.still;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.inference.decode.Tensor;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.Proposal;
import sightline.inference.image.TensorWriter;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.reading.Answer;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.slot.LoadedModel;

/**
 * Classifies proposed regions, in batches: the second stage of R-CNN (Girshick et al. 2014). Of
 * regions of one class that overlap by more than the model's {@code maxOverlap} the best stays; by
 * more than {@value #MAX_OVERLAP}, as in R-CNN, where the manifest suppresses nothing, as it does
 * for a classifier of whole pictures.
 *
 * <p>Threading: one thread at a time. Ownership: owns its lane; the model stays the caller's.
 */
public final class RegionModel implements AutoCloseable {

  private static final float MAX_OVERLAP = .3f;
  private static final int MAX_BATCH = 16;
  private static final Reading.Bounds BOUNDS = new Reading.Bounds(1000, 64);

  private final ModelManifest manifest;
  private final Engine.Lane lane;
  private final Reading reading;
  private final Answer answer = new Answer();
  private final TensorWriter writer;
  private final int maxBatch;
  private final float maxOverlap;

  private RegionModel(LoadedModel model) {
    this.manifest = model.manifest();
    this.maxOverlap =
        manifest.suppression().kind() == SuppressionSpec.Kind.NONE
            ? MAX_OVERLAP
            : manifest.maxOverlap();
    this.maxBatch = model.batchUpTo(MAX_BATCH);
    this.reading = Readings.of(manifest, BOUNDS);
    this.lane = model.engine().openLane(maxBatch, manifest.feed());
    this.writer = new TensorWriter();
  }

  /**
   * A lane of {@code model}.
   *
   * @throws IllegalArgumentException when it is no classifier
   */
  public static RegionModel open(LoadedModel model) {
    if (!model.manifest().task().equals("classify")) {
      throw new IllegalArgumentException(
          "the model is one to %s, expected one to classify regions"
              .formatted(model.manifest().task()));
    }
    return new RegionModel(model);
  }

  /** What is in the {@code regions} of {@code picture}, best score first. */
  public List<Detection> classify(DecodedPicture picture, List<Proposal> regions)
      throws InferenceFailed {
    var found = new ArrayList<Detection>();
    for (int from = 0; from < regions.size(); from += maxBatch) {
      found.addAll(
          batch(picture, regions.subList(from, Math.min(regions.size(), from + maxBatch))));
    }
    found.sort(Comparator.comparingDouble(Detection::score).reversed());
    return suppressed(found);
  }

  private List<Detection> batch(DecodedPicture picture, List<Proposal> regions)
      throws InferenceFailed {
    for (int index = 0; index < regions.size(); index++) {
      DecodedPicture part = picture.part(regions.get(index).box());
      writer.write(part, manifest.input(), lane.input(), index);
      part.closePart();
    }
    lane.run(regions.size());
    var found = new ArrayList<Detection>();
    for (int index = 0; index < regions.size(); index++) {
      found.addAll(read(index, regions.get(index).box()));
    }
    return found;
  }

  private List<Detection> read(int index, Box region) {
    List<Tensor> outputs = answer.of(lane.outputs(), index);
    return reading.read(outputs, StillModel.whole(manifest.input()), () -> {}).stream()
        .map(one -> new Detection(region, one.classId(), one.label(), one.score()))
        .toList();
  }

  private List<Detection> suppressed(List<Detection> sorted) {
    var kept = new ArrayList<Detection>();
    for (Detection one : sorted) {
      boolean free =
          kept.stream()
              .noneMatch(
                  better ->
                      better.classId() == one.classId()
                          && better.box().iou(one.box()) > maxOverlap);
      if (free && kept.size() < manifest.maxDetections()) {
        kept.add(one);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    lane.close();
    writer.close();
  }
}
