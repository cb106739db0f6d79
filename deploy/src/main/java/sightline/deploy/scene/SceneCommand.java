package sightline.deploy.scene;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sightline.deploy.analysis.ProgressLine;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.ProgramVersion;

/** Writes a dataset of generated scenes. */
@Command(
    name = "scene",
    description = {
      "Writes a dataset of generated scenes: pictures, and what is really on them. The pictures are"
          + " those that a camera of that scene would publish.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Truths:",
      "  boxes    people and cars, as COCO writes them; splits train, val, test",
      "  masks    background, road, sidewalk, crosswalk, person or car for each pixel,",
      "           as label maps; splits train, val, test",
      "  normal   normal pictures to learn from, normal and odd ones to test with, with",
      "           masks of what is odd, as MVTec writes them; needs odd=SHARE",
      "",
      "With three seeds or more each split has seeds of its own; with fewer, times.",
      "",
      "Scenes: scene:junction?seed=7&size=640x480&fps=10&day=180&odd=0&vary=0",
      "  day    length of day and night together, s; 0 for endless noon",
      "  odd    share of the time in which something does not belong, 0 to 0.9",
      "  vary   how much view and surroundings differ from seed to seed, 0 to 1",
      "",
      "Examples:",
      "  sightline scene \"scene:junction?size=320x240&vary=1\" --pictures 600 --out street",
      "  sightline scene \"scene:junction?odd=0.2\" --truth normal --out normality"
    })
public final class SceneCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "LOCATION",
      arity = "0..1",
      defaultValue = "scene:junction",
      description = "The scene. Default: ${DEFAULT-VALUE}.")
  private String location;

  @Option(
      names = "--truth",
      paramLabel = "KIND",
      defaultValue = "boxes",
      description = "What is said of the pictures: boxes, masks or normal. Default: boxes.")
  private String truth;

  @Option(
      names = "--pictures",
      paramLabel = "N",
      defaultValue = "" + SceneWish.PICTURES,
      description = "Pictures of all splits together. Default: ${DEFAULT-VALUE}.")
  private int pictures;

  @Option(
      names = "--every",
      paramLabel = "N",
      defaultValue = "" + SceneWish.EVERY,
      description = "Takes one of so many frames. Default: ${DEFAULT-VALUE}.")
  private int every;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "" + SceneWish.SEEDS,
      description =
          "How many scenes, with seeds from that of LOCATION on. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the dataset goes; a folder that is new or empty.")
  private Path out;

  @Override
  public Integer call() throws InterruptedException {
    SceneWish wish =
        BadInput.unlessRead(
            () -> SceneWish.of(location, seeds, pictures, every, TruthKind.of(truth)));
    var line =
        new ProgressLine(System.err, Boolean.getBoolean("sightline.terminal"), wish.pictures());
    try {
      Map<String, Integer> counts =
          SceneDataset.write(
              wish, out.toAbsolutePath().normalize(), done -> line.show(done, Instant.now()));
      line.clear();
      String splits =
          counts.entrySet().stream()
              .map(split -> split.getKey() + " " + split.getValue())
              .collect(Collectors.joining(", "));
      System.out.printf(
          "%d pictures in %s (%s): %s%n",
          counts.values().stream().mapToInt(n -> n).sum(), out, wish.truth().format(), splits);
      return 0;
    } catch (IOException e) {
      line.clear();
      throw new BadInput(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }
}
