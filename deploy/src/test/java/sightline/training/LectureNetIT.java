package sightline.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.Terminal;
import sightline.trainer.Train;
import sightline.trainer.job.JobFolder;
import sightline.trainer.job.JobOrder;
import sightline.trainer.recipe.Recipes;

/**
 * The grid of 13 x 13 x 125, thinner than the lecture's, from a step of training to the workers.
 */
class LectureNetIT {

  private static final String RECIPE =
      """
      name: lecture
      task: detect
      labels: [red, blue, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t]
      data: {format: yolo-seg, training: "", holdOut: 0.5}
      input: {width: 416, height: 416}
      net: {family: yolo, parameters: {width: 4, most: 64}}
      schedule: {epochs: 1, batch: 2}
      publish: {golden: 1, minScore: 0.1}
      """;

  @TempDir private static Path folder;
  private static Path model;

  @BeforeAll
  static void train() throws Exception {
    Path data = folder.resolve("data");
    DrawnPictures.into(data, 8);
    var order = new JobOrder(0, data.toString(), "", List.of(), List.of(), 0);
    JobFolder job = JobFolder.create(folder.resolve("job"), Recipes.read(RECIPE), order);
    assertThat(Train.run(job, false)).as(job.last().toString()).isZero();
    model = job.model();
  }

  @Test
  void shouldBeInspectedByItsOwnManifest() {
    try (var terminal = Terminal.open()) {
      Terminal.Outcome outcome = terminal.run("inspect", model.toString());

      assertThat(outcome.exit()).as(outcome.toString()).isZero();
      assertThat(outcome.said())
          .contains("grid", "125", "13")
          .containsPattern("(?m)^family +yolov2, task detect")
          .doesNotContain("assumed");
    }
  }

  @Test
  void shouldAnalyzePictures() throws Exception {
    Path results = folder.resolve("results.jsonl");
    try (var terminal = Terminal.open()) {
      Terminal.Outcome outcome =
          terminal.run(
              "analyze",
              "--source",
              "scene:junction?frames=3&day=0",
              "--model",
              model.toString(),
              "--out",
              results.toString());

      assertThat(outcome.exit()).as(outcome.toString()).isZero();
    }
    List<String> lines = Files.readAllLines(results);
    assertThat(lines).hasSize(3);
    for (String line : lines) {
      JsonNode result = new ObjectMapper().readTree(line);
      assertThat(result.path("outcome").asText()).isEqualTo("inferred");
    }
  }
}
