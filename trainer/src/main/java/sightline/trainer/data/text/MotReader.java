package sightline.trainer.data.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import sightline.trainer.data.read.Lines;
import sightline.trainer.data.read.Numbers;
import sightline.trainer.data.read.PathNames;

/**
 * The sequences of MOTChallenge: frames in {@code img1}, and in {@code gt/gt.txt} a line for each
 * object of a frame: frame from 1, track, left, top, width and height in px as written (nobody
 * subtracts the one that the benchmark counts from), whether it counts, class, visibility.
 *
 * <p>An object that does not count is difficult. Where no line has a class of the benchmark, all
 * are pedestrians. Track numbers are those of the file: two sequences may use the same. The size
 * comes from {@code seqinfo.ini}, else from the headers of the frames, at once.
 *
 * @see <a href="https://arxiv.org/abs/2003.09003">MOT20, section on the data format</a>
 */
public final class MotReader implements DatasetReader {

  private static final List<String> CLASSES =
      List.of(
          "pedestrian",
          "person on vehicle",
          "car",
          "bicycle",
          "motorbike",
          "non motorized vehicle",
          "static person",
          "distractor",
          "occluder",
          "occluder on the ground",
          "occluder full",
          "reflection",
          "crowd");

  @Override
  public Dataset read(Path folder, ReadRules rules) throws IOException, BadDataset {
    var intake = new Intake(folder, rules);
    boolean found = false;
    var labels = rules.labels().isEmpty() ? CLASSES : rules.labels();
    boolean classes = false;
    for (String file : intake.files()) {
      boolean wanted = rules.split().isEmpty() || List.of(file.split("/")).contains(rules.split());
      if (wanted && (file.equals("gt/gt.txt") || file.endsWith("/gt/gt.txt"))) {
        found = true;
        classes |= sequence(intake, file, labels.size());
      }
    }
    if (!found) {
      throw new BadDataset("expected gt/gt.txt in %s, found none".formatted(folder));
    }
    return intake.dataset(classes || !rules.labels().isEmpty() ? labels : labels.subList(0, 1));
  }

  private static boolean sequence(Intake intake, String file, int classes)
      throws IOException, BadDataset {
    String start = file.substring(0, file.length() - "gt/gt.txt".length());
    var frames = new HashMap<Long, List<Truth>>();
    FrameSize size = size(intake, start);
    boolean named = false;
    Set<String> seen = new HashSet<>();
    try (var lines = Lines.of(intake.required(file))) {
      while (lines.next()) {
        try {
          String[] cells = lines.text().strip().split("\\s*,\\s*", -1);
          if (cells.length > 1 || !cells[0].isEmpty()) {
            named |= object(cells, size, classes, frames, seen);
          }
        } catch (Flawed e) {
          intake.flaws().add(file, lines.number(), e);
        }
      }
    }
    frames(intake, file, start + "img1/", size, frames);
    return named;
  }

  private static boolean object(
      String[] cells, FrameSize size, int classes, Map<Long, List<Truth>> frames, Set<String> seen)
      throws Flawed {
    if (cells.length < 6 || cells.length > 10) {
      throw Flawed.of("expected 6 to 10 columns, found %d", cells.length);
    }
    long frame = Numbers.whole(cells[0], "the frame");
    long track = Numbers.whole(cells[1], "the track");
    if (frame < 1 || track < 1) {
      throw Flawed.of("expected a frame and a track from 1, found %d and %d", frame, track);
    }
    if (!seen.add(frame + "," + track)) {
      throw Flawed.of("expected track %d once in frame %d, found it again", track, frame);
    }
    var corner = new double[4];
    for (int i = 0; i < 4; i++) {
      corner[i] = Numbers.real(cells[i + 2], "column " + (i + 3));
    }
    Box box = Boxes.ofCorner(corner, size);
    boolean counts = cells.length < 7 || Numbers.real(cells[6], "column 7") != 0;
    boolean named = cells.length == 8 || cells.length == 9;
    long kind = named ? Numbers.whole(cells[7], "the class") : 1;
    if (kind < 1 || kind > classes) {
      throw Flawed.of("expected a class of 1 to %d, found %d", classes, kind);
    }
    frames
        .computeIfAbsent(frame, any -> new ArrayList<>())
        .add(new Truth((int) kind - 1, box, Mask.NONE, box.area(), false, !counts, track));
    return named;
  }

  private static void frames(
      Intake intake, String file, String folder, FrameSize size, Map<Long, List<Truth>> frames)
      throws BadDataset {
    for (String picture : intake.pictures().paths()) {
      if (!PathNames.folder(picture).concat("/").equals(folder)) {
        continue;
      }
      try {
        long frame = Numbers.whole(PathNames.stem(picture), "the name of a frame");
        FrameSize actual = size.pixels() > 0 ? size : intake.pictures().size(picture);
        List<Truth> truths = frames.remove(frame);
        intake.add(
            new Sample(
                PathNames.withoutEnding(picture),
                intake.pictures().file(picture),
                actual,
                truths == null ? List.of() : truths,
                SceneSource.NONE),
            file);
      } catch (Flawed e) {
        intake.flaws().add(picture, 0, e);
      }
    }
    for (Long missing : frames.keySet().stream().sorted().toList()) {
      intake.flaws().add(file, 0, "expected frame %d in %s, found none".formatted(missing, folder));
    }
  }

  private static FrameSize size(Intake intake, String start) throws IOException, BadDataset {
    String file = start + "seqinfo.ini";
    if (!intake.fence().hasFile(file)) {
      return ofFirstFrame(intake, start + "img1/");
    }
    int width = 0;
    int height = 0;
    try (var lines = Lines.of(intake.required(file))) {
      while (lines.next()) {
        String[] pair = lines.text().split("=", 2);
        if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("imWidth")) {
          width = (int) Numbers.whole(pair[1], "imWidth");
        } else if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("imHeight")) {
          height = (int) Numbers.whole(pair[1], "imHeight");
        }
      }
    } catch (Flawed e) {
      intake.flaws().add(file, 0, e);
    }
    return width > 0 && height > 0 ? new FrameSize(width, height) : FrameSize.UNKNOWN;
  }

  private static FrameSize ofFirstFrame(Intake intake, String folder) {
    for (String picture : intake.pictures().paths()) {
      if (picture.startsWith(folder)) {
        try {
          return intake.pictures().size(picture);
        } catch (Flawed e) {
          return FrameSize.UNKNOWN; // told of when the frame itself is read
        }
      }
    }
    return FrameSize.UNKNOWN;
  }
}
