package sightline.inference.reading;

import java.util.List;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Letterbox;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.heat.HeatDecoder;
import sightline.inference.decode.heat.Judgement;
import sightline.inference.model.ModelManifest;

/** Judgements on whole pictures; there are never any objects. */
final class HeatReading implements Reading {

  private static final Oddities NONE = new Oddities(0, 0, 0);

  private final HeatDecoder decoder;
  private final int maxHeatSide;
  private Optional<Judgement> judgement = Optional.empty();

  HeatReading(ModelManifest manifest, Bounds bounds) {
    this.decoder = HeatDecoder.of(manifest);
    this.maxHeatSide = bounds.maxHeatSide();
  }

  @Override
  public List<Detection> read(List<Tensor> outputs, Letterbox letterbox, Runnable decoded) {
    judgement = Optional.empty();
    judgement = Optional.of(decoder.decode(outputs, MaskGrid.of(letterbox, maxHeatSide)));
    decoded.run();
    return List.of();
  }

  @Override
  public Optional<Judgement> judgement() {
    return judgement;
  }

  @Override
  public Oddities oddities() {
    return NONE;
  }
}
