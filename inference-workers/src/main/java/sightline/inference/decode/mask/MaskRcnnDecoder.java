package sightline.inference.decode.mask;

import java.util.List;
import sightline.events.geometry.Box;
import sightline.events.geometry.Mask;
import sightline.inference.decode.Candidates;
import sightline.inference.decode.Decoder;
import sightline.inference.decode.MaskGrid;
import sightline.inference.decode.Tensor;
import sightline.inference.decode.mask.RegionOutputs.Regions;
import sightline.inference.decode.mask.pixel.MaskWriter;
import sightline.inference.model.ModelManifest;

/**
 * Reads nets in the manner of Mask R-CNN, whose objects are final: see {@link RegionOutputs}.
 *
 * <p>Threading: immutable, any thread.
 */
final class MaskRcnnDecoder implements Decoder {

  private final RegionOutputs outputs;
  private final float minScore;

  private MaskRcnnDecoder(ModelManifest manifest) {
    outputs = RegionOutputs.of(manifest, manifest.labels().size());
    minScore = manifest.minScore();
  }

  static MaskRcnnDecoder of(ModelManifest manifest) {
    return new MaskRcnnDecoder(manifest);
  }

  @Override
  public void decode(List<Tensor> outputs, Candidates into) {
    Regions regions = this.outputs.read(outputs);
    for (int index = 0; index < regions.count(); index++) {
      int classId = regions.classId(index);
      if (classId >= 0 && regions.score(index) >= minScore) {
        into.from(index);
        into.box(
            regions.edge(index, 0),
            regions.edge(index, 1),
            regions.edge(index, 2),
            regions.edge(index, 3));
        into.add(regions.score(index), classId);
      }
    }
  }

  @Override
  public Mask mask(List<Tensor> outputs, int origin, Box inInput, MaskGrid grid) {
    var writer = new MaskWriter(grid.width(), grid.height());
    this.outputs.read(outputs).cover(origin, inInput, grid, writer);
    return writer.mask();
  }
}
