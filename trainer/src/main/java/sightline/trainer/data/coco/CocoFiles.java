package sightline.trainer.data.coco;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.PathNames;

/** Tells the JSON files of COCO's formats from each other and from all others. */
public final class CocoFiles {

  private CocoFiles() {}

  /** Whether the annotations of a file are segments of panoptic label maps. */
  public static boolean isPanoptic(Path file) throws IOException {
    return JsonSections.firstAnnotation(file).contains("segments_info");
  }

  /** Whether the annotations of a file are objects, or there are none yet. */
  public static boolean isObjects(Path file) throws IOException {
    Set<String> names = JsonSections.firstAnnotation(file);
    return names.contains("bbox") || names.contains("segmentation") || names.size() == 1;
  }

  /** The only file of that kind, for the split where one is wanted. */
  static String choose(Intake intake, boolean panoptic) throws IOException, BadDataset {
    String split = intake.rules().split();
    List<String> all =
        intake.files().stream().filter(path -> PathNames.ending(path).equals("json")).toList();
    List<String> ofSplit = all.stream().filter(path -> path.contains(split)).toList();
    var fitting = new java.util.ArrayList<String>();
    for (String path : ofSplit.isEmpty() && all.size() == 1 ? all : ofSplit) {
      Path file = intake.required(path);
      if (panoptic ? isPanoptic(file) : isObjects(file) && !path.contains("keypoints")) {
        fitting.add(path);
      }
    }
    if (fitting.isEmpty() && ofSplit.size() == 1) {
      return ofSplit.get(0); // reading it tells what is wrong with it
    }
    if (fitting.size() != 1) {
      throw new BadDataset(
          "expected one JSON file of COCO %s%s in %s, found %s"
              .formatted(
                  panoptic ? "panoptic segments" : "objects",
                  split.isEmpty() ? "" : " for split " + split,
                  intake.fence().root(),
                  fitting.isEmpty() ? "none" : String.join(", ", fitting)));
    }
    return fitting.get(0);
  }
}
