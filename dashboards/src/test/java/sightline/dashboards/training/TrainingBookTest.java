package sightline.dashboards.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.dashboards.training.TrainingInput.Sample;
import sightline.dashboards.training.TrainingInput.Submission;
import sightline.events.Picture;
import sightline.events.codec.MalformedRecord;

class TrainingBookTest {

  private static final TrainingLimits LIMITS = new TrainingLimits(3, 2, 16, 4, 80, 2, 100, 1 << 10);
  private static final Instant NOW = Instant.parse("2026-11-22T14:07:21Z");

  private final DashboardsMetrics metrics = new DashboardsMetrics();
  private final TrainingBook book = new TrainingBook(LIMITS, metrics);

  @Test
  void shouldTellOfAJobThatNobodyHasBegun() {
    book.submitted(7, new Submission("name: people\ntask: detect\n", "/data", "wim"), NOW);

    ObjectNode job = book.jobs().get(0);
    assertThat(job.path("job").asLong()).isEqualTo(7);
    assertThat(job.path("state").asText()).isEqualTo("QUEUED");
    assertThat(job.path("recipe").asText()).isEqualTo("people");
    assertThat(job.path("by").asText()).isEqualTo("wim");
    assertThat(book.job(7).orElseThrow().recipe()).startsWith("name: people");
  }

  @Test
  void shouldLayWhatIsNewOverWhatWasKnown() throws Exception {
    tell(7, "TRAINING", "\"step\":4,\"steps\":8,\"loss\":{\"total\":1.5},\"detail\":\"begun\"");

    tell(7, "EVALUATING", "\"step\":5,\"metrics\":{\"ap50\":0.5}");

    JobView job = book.job(7).orElseThrow();
    assertThat(job.facts().at("/loss/total").asDouble()).isEqualTo(1.5);
    assertThat(job.facts().path("steps").asInt()).isEqualTo(8);
    assertThat(job.facts().has("detail")).isFalse();
    assertThat(job.curves())
        .extracting(JobView.Curve::name)
        .containsExactly("loss/total", "metrics/ap50");
  }

  @Test
  void shouldForgetTheOldestThatEndedWhenThereAreTooMany() throws Exception {
    tell(1, "TRAINING", "\"step\":4");
    tell(2, "FAILED", "\"step\":4");
    tell(3, "KEPT", "\"step\":4");

    tell(4, "STARTING", "\"step\":0");

    assertThat(book.jobs()).extracting(job -> job.path("job").asInt()).containsExactly(4, 3, 1);
    assertThat(counted("jobs")).isEqualTo("1.0");
  }

  @Test
  void shouldNotPushOutNewJobsForOneThatIsOlderThanAll() throws Exception {
    tell(5, "KEPT", "\"step\":4");
    tell(6, "KEPT", "\"step\":4");
    tell(7, "KEPT", "\"step\":4");

    book.logLine(2, "late");

    assertThat(book.jobs()).extracting(job -> job.path("job").asInt()).containsExactly(7, 6, 5);
  }

  @Test
  void shouldKeepTheNewestLinesOfTheLogAndCutThoseThatAreTooLong() {
    for (int line = 0; line < 6; line++) {
      book.logLine(7, line + "x".repeat(200));
    }

    assertThat(book.job(7).orElseThrow().log())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).hasSize(80).endsWith("…"))
        .first()
        .satisfies(line -> assertThat(line).startsWith("2"));
    assertThat(counted("log_lines")).isEqualTo("2.0");
    assertThat(counted("log_line_chars")).isEqualTo("6.0");
  }

  @Test
  void shouldReplaceASampleOfTheSameNumberAndKeepPicturesWithinTheirBytes() {
    book.sample(7, sample(0, 40));
    book.sample(7, sample(0, 50));
    book.sample(7, sample(2, 10));

    book.sample(8, sample(1, 60));

    assertThat(book.job(7).orElseThrow().samples()).isEmpty();
    assertThat(book.sample(8, 1)).isPresent();
    assertThat(counted("samples")).isEqualTo("1.0");
    assertThat(counted("sample_bytes")).isEqualTo("1.0");
  }

  @Test
  void shouldDrawOnlyAsManyCurvesAsThereMayBe() throws Exception {
    tell(7, "TRAINING", "\"step\":4,\"loss\":{\"total\":1.5,\"box\":1,\"object\":2}");

    assertThat(book.job(7).orElseThrow().curves()).hasSize(2);
    assertThat(counted("curves")).isEqualTo("1.0");
  }

  @Test
  void shouldNotKeepARecipeThatIsTooLarge() {
    book.recipe(7, "name: people\n" + "#".repeat(2_000));

    assertThat(book.job(7).orElseThrow().recipe()).isEmpty();
    assertThat(counted("recipe_bytes")).isEqualTo("1.0");
  }

  @Test
  void shouldRefuseProgressWithoutAKnownState() {
    assertThatThrownBy(() -> tell(7, "DANCING", "\"step\":4"))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("job 7");
  }

  private void tell(int job, String state, String more) throws MalformedRecord {
    String json = "{\"job\":%d,\"state\":\"%s\",\"at\":\"%s\",%s}".formatted(job, state, NOW, more);
    book.progress(JobProgress.read(json.getBytes(UTF_8)));
  }

  private static Sample sample(int number, int bytes) {
    return new Sample(number, 1, "", Picture.ofJpeg(new byte[bytes]));
  }

  private String counted(String limit) {
    String name = "sightline_dashboards_training_dropped_total{limit=\"" + limit + "\"} ";
    return new String(metrics.expose(), UTF_8)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElse("0.0");
  }
}
