package sightline.trainer.data.markup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.Mask;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.DatasetReader;
import sightline.trainer.data.ReadRules;
import sightline.trainer.data.Sample;
import sightline.trainer.data.SceneSource;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Boxes;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;
import sightline.trainer.data.read.Labels;
import sightline.trainer.data.read.Numbers;
import sightline.trainer.data.read.Outlines;
import sightline.trainer.data.read.PathNames;

/**
 * CVAT's XML, version 1.1, for images and for videos: boxes and polygons. Frame {@code 7} of a
 * video is the picture {@code frame_000007}; its tracks are numbered from 1. Turned boxes and other
 * shapes are flaws. Classes are those that the file declares, in that order.
 *
 * @see <a href="https://docs.cvat.ai/docs/manual/advanced/xml_format/">the format</a>
 */
public final class CvatReader implements DatasetReader {

  private static final Set<String> SHAPES =
      Set.of("box", "polygon", "polyline", "points", "ellipse", "cuboid", "skeleton", "mask");

  private record Shape(String label, Box box, List<double[]> polygons, long track) {}

  private record Picture(String path, FrameSize size, List<Shape> shapes) {}

  /** What the elements around the current one have said. */
  private static final class Reading {
    private final Map<String, Picture> pictures = new TreeMap<>();
    private final Map<String, String> declared = new LinkedHashMap<>();
    private final TreeSet<String> used = new TreeSet<>();
    private Picture picture;
    private String trackLabel = "";
    private long track;
    private boolean inTrack;
    private boolean inLabel;
  }

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    String file = choose(intake);
    var reading = new Reading();
    try (var xml = XmlEvents.of(intake.required(file))) {
      while (xml.next()) {
        int line = xml.line();
        try {
          element(intake, xml, reading);
        } catch (Flawed e) {
          intake.flaws().add(file, line, e);
        }
      }
    } catch (Flawed e) {
      throw new BadDataset(file + ": " + e.getMessage());
    }
    List<String> names = new ArrayList<>(reading.declared.keySet());
    Labels labels =
        Labels.ofNames(
            !rules.labels().isEmpty() ? rules.labels() : names.isEmpty() ? reading.used : names);
    for (Picture picture : reading.pictures.values()) {
      sample(intake, file, picture, labels);
    }
    return intake.dataset(labels.names());
  }

  private static String choose(Intake intake) throws IOException, BadDataset {
    var fitting = new ArrayList<String>();
    for (String file : intake.files()) {
      boolean wanted = file.contains(intake.rules().split());
      if (wanted
          && PathNames.ending(file).equals("xml")
          && XmlEvents.rootOf(intake.required(file)).equals("annotations")) {
        fitting.add(file);
      }
    }
    if (fitting.size() != 1) {
      throw new BadDataset(
          "expected one XML file of CVAT in %s, found %d"
              .formatted(intake.fence().root(), fitting.size()));
    }
    return fitting.get(0);
  }

  private static void element(Intake intake, XmlEvents xml, Reading reading) throws Flawed {
    if (xml.ends("image")) {
      reading.picture = null;
    } else if (xml.ends("track")) {
      reading.inTrack = false;
    } else if (xml.starts("label") || xml.ends("label")) {
      reading.inLabel = xml.isStart();
    } else if (reading.inLabel && xml.starts("name")) {
      reading.inLabel = false;
      reading.declared.put(xml.text(), "");
    } else if (xml.starts("image")) {
      reading.picture = null;
      reading.picture = picture(intake, intake.pictures().find(xml.attribute("name")), reading);
    } else if (xml.starts("track")) {
      reading.inTrack = true;
      reading.track++;
      reading.trackLabel = xml.attribute("label");
    } else if (xml.isStart() && SHAPES.contains(xml.name())) {
      shape(intake, xml, reading);
    }
  }

  private static Picture picture(Intake intake, String path, Reading reading) throws Flawed {
    Picture known = reading.pictures.get(path);
    if (known == null) {
      known = new Picture(path, intake.pictures().size(path), new ArrayList<>());
      reading.pictures.put(path, known);
    }
    return known;
  }

  private static void shape(Intake intake, XmlEvents xml, Reading reading) throws Flawed {
    if (reading.inTrack && xml.attribute("outside", "0").equals("1")) {
      return;
    }
    if (!reading.inTrack && reading.picture == null) {
      throw new Flawed("expected a shape on a picture that is there, found it on none");
    }
    Picture picture = reading.picture;
    if (reading.inTrack) {
      String name = "frame_%06d".formatted(Numbers.whole(xml.attribute("frame"), "the frame"));
      picture = picture(intake, intake.pictures().findByStem(name), reading);
    }
    String label = reading.inTrack ? reading.trackLabel : xml.attribute("label");
    long track = reading.inTrack ? reading.track : 0;
    if (picture.shapes().size() <= intake.limits().objects()) {
      picture.shapes().add(shape(xml, picture.size(), label, track));
      reading.used.add(label);
    }
  }

  private static Shape shape(XmlEvents xml, FrameSize size, String label, long track)
      throws Flawed {
    if (Numbers.real(xml.attribute("rotation", "0"), "rotation") != 0) {
      throw new Flawed("expected an upright shape, found a turned one");
    }
    if (xml.name().equals("box")) {
      var edges = new double[4];
      List<String> names = List.of("xtl", "ytl", "xbr", "ybr");
      for (int i = 0; i < 4; i++) {
        edges[i] = Numbers.real(xml.attribute(names.get(i)), names.get(i));
      }
      return new Shape(label, Boxes.ofEdges(edges, size), List.of(), track);
    }
    if (!xml.name().equals("polygon")) {
      throw Flawed.of("expected a box or a polygon, found a %s", xml.name());
    }
    String[] numbers = xml.attribute("points").split("[;,]");
    var polygon = new double[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      polygon[i] = Numbers.real(numbers[i], "a corner");
    }
    List<double[]> polygons = List.of(polygon);
    return new Shape(label, Outlines.around(polygons, size), polygons, track);
  }

  private static void sample(Intake intake, String file, Picture picture, Labels labels)
      throws BadDataset {
    var truths = new ArrayList<Truth>();
    for (Shape shape : picture.shapes()) {
      try {
        int classId = labels.ofName(shape.label());
        boolean drawn = !shape.polygons().isEmpty();
        var runs = drawn ? Outlines.ofPolygons(shape.polygons(), picture.size()) : null;
        Mask mask = runs == null ? Mask.NONE : runs.mask();
        double area = runs == null ? shape.box().area() : runs.area();
        truths.add(new Truth(classId, shape.box(), mask, area, false, false, shape.track()));
      } catch (Flawed e) {
        intake.flaws().add(file, 0, picture.path() + ": " + e.getMessage());
      }
    }
    String id = PathNames.withoutEnding(picture.path());
    Path path = intake.pictures().file(picture.path());
    intake.add(new Sample(id, path, picture.size(), truths, SceneSource.NONE), file);
  }
}
