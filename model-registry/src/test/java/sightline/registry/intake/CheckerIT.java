package sightline.registry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sightline.registry.metrics.RegistryMetrics;

@Timeout(60)
class CheckerIT {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;
  private final RegistryMetrics metrics = new RegistryMetrics();

  @Test
  void shouldGiveTheReportOfTheProcess() throws Exception {
    var report = check("echo '{\"ok\":true,\"task\":\"detection\"}'", LONG);

    assertThat(report.ok()).isTrue();
    assertThat(report.text("task")).isEqualTo("detection");
  }

  @Test
  void shouldPassFileAndManifestAndOnlyTheEnvironmentItIsTold() throws Exception {
    String script =
        "printf '{\"ok\":false,\"problem\":\"%s %s %s %s %s\"}\\n' \"$1 $2\" \"$3\""
            + " \"$(basename $4)\" \"$(basename $5)\" \"$COLOR:$(env | wc -l)\"";
    var checker = checker(script, LONG, 1 << 28, Map.of("COLOR", "red"));
    Path manifest = Files.writeString(folder.resolve("m.yaml"), "task: detection");

    var report = checker.check("people", file(), Optional.of(manifest));

    assertThat(report.problem()).startsWith("--name people --manifest m.yaml a.onnx red:");
    assertThat(Integer.parseInt(report.problem().replaceAll(".*:", ""))).isLessThan(14);
  }

  @Test
  void shouldRefuseWhatGivesNoReasonOrNoReport() throws Exception {
    assertThat(check("echo '{\"ok\":false}'", LONG).problem()).contains("gave no reason");
    assertThat(check("echo garbage", LONG).problem()).contains("no report");
    assertThat(check("echo '[1]'", LONG).problem()).contains("no report");
    assertThat(check("exit 3", LONG).problem()).contains("ended with 3 and said nothing");
  }

  @Test
  void shouldRefuseWhatCrashesTheProcess() throws Exception {
    assertThat(check("kill -SEGV $$", LONG).problem()).contains("crashed (signal 11)");
    assertThat(metrics("sightline_registry_checks_killed_total")).isEqualTo(1);
  }

  @Test
  void shouldEndAProcessThatNeverEndsAndItsChildren() throws Exception {
    String script = "tail -f /dev/null & echo $! > child; wait";

    var report = check(script, Duration.ofMillis(400));

    assertThat(report.problem()).contains("did not end within PT0.4S (checker.timeout)");
    awaitEndOf(child());
  }

  @Test
  void shouldEndAProcessThatPrintsWithoutEnd() throws Exception {
    var report = check("yes", LONG);

    assertThat(report.problem()).contains("more than 65536 bytes (checker.maxOutputBytes)");
  }

  @Test
  void shouldBearAProcessThatComplainsWithoutEndAndThenAnswers() throws Exception {
    var report = check("head -c 50000000 /dev/zero >&2; echo '{\"ok\":true}'", LONG);

    assertThat(report.ok()).isTrue();
  }

  @Test
  void shouldEndAProcessThatEatsMemoryAlsoInAChild() throws Exception {
    var checker =
        checker("head -c 2000000000 /dev/zero | tail | wc -c; wait", LONG, 100 << 20, Map.of());

    var report = checker.check("people", file(), Optional.empty());

    assertThat(report.problem()).contains("bytes of memory, more than checker.maxResidentBytes");
  }

  @Test
  void shouldNotWaitForAChildThatKeepsTheOutputOpen() throws Exception {
    String busy = "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"; // so that the child is seen
    String script = "tail -f /dev/null & echo $! > child; %s; echo '{\"ok\":true}'".formatted(busy);

    var report = check(script, LONG);

    assertThat(report.ok()).isTrue();
    awaitEndOf(child());
  }

  @Test
  void shouldSayThatNothingCanBeCheckedWithoutACommand() throws Exception {
    var none = new CheckerSettings(List.of(), Map.of(), LONG, 1 << 28, 1 << 16, 1);
    var absent =
        new CheckerSettings(List.of("/no/such/thing"), Map.of(), LONG, 1 << 28, 1 << 16, 1);

    assertThat(new Checker(none, metrics).check("people", file(), Optional.empty()).problem())
        .contains("no checker.command");
    assertThat(new Checker(absent, metrics).check("people", file(), Optional.empty()).problem())
        .contains("cannot be started");
  }

  @Test
  void shouldEndItsProcessesWhenItIsClosed() throws Exception {
    var checker = checker("echo $$ > child; exec tail -f /dev/null", LONG, 1 << 28, Map.of());
    Path file = file();
    var report =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return checker.check("people", file, Optional.empty());
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    long child = child();

    checker.close();

    assertThat(report.get(10, TimeUnit.SECONDS).ok()).isFalse();
    awaitEndOf(child);
  }

  private CheckReport check(String script, Duration timeout) throws Exception {
    return checker(script, timeout, 1 << 28, Map.of()).check("people", file(), Optional.empty());
  }

  private Checker checker(
      String script, Duration timeout, long maxResidentBytes, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(folder.resolve("check.sh"), script);
    return new Checker(
        new CheckerSettings(
            List.of("sh", file.toString()), environment, timeout, maxResidentBytes, 1 << 16, 1),
        metrics);
  }

  private Path file() throws IOException {
    return Files.writeString(folder.resolve("a.onnx"), "x");
  }

  private double metrics(String name) {
    return new String(metrics.expose(), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private long child() throws IOException {
    Path file = folder.resolve("child");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!Files.exists(file) || Files.readString(file).isBlank()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
    return Long.parseLong(Files.readString(file).strip());
  }

  private static void awaitEndOf(long pid) throws Exception {
    var child = ProcessHandle.of(pid);
    if (child.isPresent()) {
      child.get().onExit().get(10, TimeUnit.SECONDS);
    }
  }
}
