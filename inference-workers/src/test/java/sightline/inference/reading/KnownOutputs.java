package sightline.inference.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sightline.inference.decode.Tensor;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.SuppressionSpec;
import sightline.inference.testmodel.SmallManifest;

/**
 * A row for each way in which some family is read: what its manifest says, and the shapes of the
 * outputs of one picture of 64x64 px and two classes, without the batch axis. Whoever adds a family
 * adds its rows to {@link #ROWS}.
 *
 * @param shapes by output, sizes by axis; written as {@code "84,7; 3"}
 */
record KnownOutputs(String family, String task, Map<String, String> parameters, String shapes) {

  static final List<KnownOutputs> ROWS =
      List.of(
          row("yolox", Map.of(), "84,7"),
          row("yolox", Map.of("classes", "best"), "84,7"),
          row("centernet", Map.of(), "2,16,16; 2,16,16; 2,16,16"),
          row("centernet", Map.of("activation", "none"), "2,8,8; 2,8,8; 2,8,8"),
          row("cornernet", Map.of(), "2,8,8; 2,8,8; 1,8,8; 1,8,8; 2,8,8; 2,8,8"),
          row("faster-rcnn", Map.of(), "9,4; 9; 9"),
          row("faster-rcnn", Map.of(), "0,4; 0; 0"),
          row("faster-rcnn", Map.of("output", "proposals"), "9,4; 9,12; 9,3"),
          row("faster-rcnn", Map.of("output", "proposals", "activation", "none"), "9,4; 9,4; 9,3"),
          row("localizer", Map.of(), "2; 4"),
          row("localizer", Map.of("box", "edges", "unit", "px"), "2; 4"),
          new KnownOutputs("classifier", "classify", Map.of("top", "2"), "2"));

  private static KnownOutputs row(String family, Map<String, String> parameters, String shapes) {
    return new KnownOutputs(family, "detect", parameters, shapes);
  }

  ModelManifest manifest(SuppressionSpec suppression) {
    return SmallManifest.of(family, parameters).task(task).suppression(suppression).build();
  }

  /** Tensors of those shapes, all zero. */
  List<Tensor> outputs() {
    var outputs = new ArrayList<Tensor>();
    for (String shape : shapes.split(";", -1)) {
      var sizes = new ArrayList<Integer>();
      for (String size : shape.strip().split(",", -1)) {
        sizes.add(Integer.parseInt(size));
      }
      outputs.add(
          new Tensor(
              "output" + outputs.size(), sizes.stream().mapToInt(Integer::intValue).toArray()));
    }
    return outputs;
  }
}
