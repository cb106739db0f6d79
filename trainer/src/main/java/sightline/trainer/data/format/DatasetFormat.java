package sightline.trainer.data.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.coco.CocoReader;
import sightline.trainer.data.coco.PanopticReader;
import sightline.trainer.data.markup.CvatReader;
import sightline.trainer.data.markup.VocReader;
import sightline.trainer.data.scene.DefectReader;
import sightline.trainer.data.scene.MaskReader;
import sightline.trainer.data.text.MotReader;
import sightline.trainer.data.text.OpenImagesReader;
import sightline.trainer.data.text.YoloReader;

/** The formats that can be read. */
public enum DatasetFormat {
  COCO("coco", new CocoReader()),
  VOC("voc", new VocReader()),
  YOLO("yolo", YoloReader.ofBoxes()),
  YOLO_SEG("yolo-seg", YoloReader.ofPolygons()),
  OPEN_IMAGES("open-images", new OpenImagesReader()),
  CVAT("cvat", new CvatReader()),
  MASKS("masks", new MaskReader()),
  COCO_PANOPTIC("coco-panoptic", new PanopticReader()),
  MVTEC("mvtec", new DefectReader()),
  MOT("mot", new MotReader());

  private final String wireName;
  private final DatasetReader reader;

  DatasetFormat(String wireName, DatasetReader reader) {
    this.wireName = wireName;
    this.reader = reader;
  }

  /** As written in settings and requests. */
  public String wireName() {
    return wireName;
  }

  public DatasetReader reader() {
    return reader;
  }

  public static DatasetFormat of(String wireName) {
    return Arrays.stream(values())
        .filter(format -> format.wireName.equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset format is '%s', expected one of %s".formatted(wireName, names())));
  }

  private static String names() {
    return Arrays.stream(values()).map(DatasetFormat::wireName).collect(Collectors.joining(", "));
  }

  /**
   * Guesses the format of what lies in a folder, or in the only folder in it that holds a dataset.
   */
  public static Detected detect(Path folder) throws IOException, BadDataset {
    return Detection.of(folder, Optional.empty());
  }

  /**
   * Where a dataset of this format lies: in the folder, or in the only folder in it that holds one;
   * in the folder itself where nothing tells.
   */
  public Detected find(Path folder) throws IOException, BadDataset {
    return Detection.of(folder, Optional.of(this));
  }
}
