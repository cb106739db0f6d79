package sightline.deploy.eval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.deploy.models.RegistryClient;
import sightline.events.Detection;
import sightline.inference.still.StillModel;
import sightline.inference.testmodel.SharedFiles;
import sightline.inference.track.Tracker;
import sightline.inference.track.TrackerKind;
import sightline.inference.track.TrackerSettings;
import sightline.inference.track.Trackers;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.Sample;

/** People who cross a street, 71 frames (TUD-Campus of MOT 2015), seen by YOLOX nano. */
class TrackEvalIT {

  private static final String MODEL = "models/yolox-nano/yolox_nano_416x416.onnx";
  private static final String CAMPUS = "datasets/mot-tud-campus-frames";
  private static final int RESTART_AFTER = 35;

  private final StringWriter screen = new StringWriter();
  private String problem = "";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"sort, .57, .5", "bytetrack, .61, .65"})
  void shouldScoreTheTracksOfPeople(String tracker, double leastMota, double leastIdf1)
      throws Exception {
    Path out = folder.resolve("report.json");

    int exit = eval("--tracker", tracker, "--out", out.toString());

    assertThat(exit).as(screen + problem).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toFile());
    JsonNode scores = report.path("scores");
    System.out.printf("TUD-Campus, YOLOX nano, %s: %s%n", tracker, scores);
    assertThat(screen.toString()).contains("MOTA", "IDF1", "switches", "AP50");
    assertThat(report.at("/settings/tracker").asText()).isEqualTo(tracker);
    assertThat(scores.path("MOTA").asDouble(-9)).isGreaterThan(leastMota);
    assertThat(scores.path("IDF1").asDouble(-9)).isGreaterThan(leastIdf1);
    assertThat(scores.path("tracks").asInt()).isEqualTo(8);
  }

  @Test
  void shouldTrackNothingWhenTold() {
    int exit = eval("--tracker", "none", "--limit", "2");

    assertThat(exit).as(screen + problem).isZero();
    assertThat(screen.toString()).contains("AP50").doesNotContain("MOTA");
  }

  @Test
  void shouldRefuseATrackerThatNobodyKnows() {
    int exit = eval("--tracker", "kalman");

    assertThat(exit).isEqualTo(2);
    assertThat(problem).isEqualTo("--tracker is kalman, expected none, sort, bytetrack");
  }

  @Test
  void shouldRefuseATrackerForPicturesThatAreNoVideo() {
    String pictures = SharedFiles.require("datasets/voc2007-100/gts/pascalvoc_format").toString();

    int exit = run("--model=any.onnx", "--data", pictures, "--tracker=sort");

    assertThat(exit).isEqualTo(2);
    assertThat(problem)
        .isEqualTo(
            "--tracker is sort, but the dataset is of format voc; expected one of videos, mot");
  }

  @Test
  void shouldGiveTheSameNumbersAfterARestartInTheMiddle() throws Exception {
    List<Sample> frames = frames();
    Map<String, StillModel.Look> looks = looks(frames);
    for (TrackerKind kind : List.of(TrackerKind.SORT, TrackerKind.BYTETRACK)) {
      List<List<Long>> whole = follow(kind, frames, looks, Integer.MAX_VALUE);

      List<List<Long>> restarted = follow(kind, frames, looks, RESTART_AFTER);

      assertThat(restarted).as("%s", kind).isEqualTo(whole);
      assertThat(whole.get(RESTART_AFTER)).anyMatch(id -> id > 0);
    }
  }

  /** The numbers of each frame; the tracker is another one with the same state from then on. */
  private static List<List<Long>> follow(
      TrackerKind kind, List<Sample> frames, Map<String, StillModel.Look> looks, int restartAfter)
      throws Exception {
    Tracker tracker = Trackers.of(TrackerSettings.of(kind)).start();
    var numbers = new ArrayList<List<Long>>();
    for (Sample sample : frames) {
      if (numbers.size() == restartAfter) {
        tracker = Trackers.of(TrackerSettings.of(kind)).restore(tracker.state());
      }
      List<Detection> found = looks.get(sample.id()).detections();
      numbers.add(
          TrackJudge.update(tracker, sample, found).stream().map(Detection::track).toList());
    }
    return numbers;
  }

  private static List<Sample> frames() {
    var wish =
        new DataChoice.Wish(SharedFiles.require(CAMPUS), "mot", "", OnFlaw.SKIP, null, List.of());
    return DataChoice.read(wish).dataset().samples();
  }

  private static Map<String, StillModel.Look> looks(List<Sample> frames) throws Exception {
    var nobody = new RegistryClient(URI.create("http://127.0.0.1:1"));
    try (var opened = EvalModel.open(SharedFiles.require(MODEL).toString(), nobody, .01f)) {
      return new Gallery(opened.model(), 2).show(frames, done -> {}).looks();
    }
  }

  private int eval(String... more) {
    var arguments =
        new ArrayList<String>(List.of("--model", SharedFiles.require(MODEL).toString()));
    arguments.addAll(List.of("--data", SharedFiles.require(CAMPUS).toString()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return new CommandLine(new EvalCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(screen))
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              problem = e instanceof BadInput ? e.getMessage() : e.toString();
              return 2;
            })
        .execute(arguments);
  }
}
