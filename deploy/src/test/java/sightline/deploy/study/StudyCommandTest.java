package sightline.deploy.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.trainer.job.run.JobSettings;

class StudyCommandTest {

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();
  private String refusal = "";

  @Test
  void shouldSayWhyTheProcessFailed() {
    int exit = study("echo 'the loss is not finite' >&2; exit 1", "beta-vae", "--quick");

    assertThat(exit).isEqualTo(1);
    assertThat(said.toString()).contains("2 runs", "the loss is not finite");
  }

  @Test
  void shouldReportWhatIsThereWhenStopped() {
    int exit = study("exit 3", "beta-vae", "--quick", "--betas=1,2,4");

    assertThat(exit).isEqualTo(3);
    assertThat(said.toString()).contains("3 runs", "The same command goes on");
    assertThat(folder.resolve("out/report.html")).content().contains("β-VAE");
  }

  @Test
  void shouldKeepTheOverridesOfTheCommandLineInTheFolder() {
    study("exit 3", "beta-vae", "--seeds=2", "--epochs=3", "--set=schedule.batch=8");

    assertThat(folder.resolve("out/study.json"))
        .content()
        .contains("\"seeds\":2", "schedule.epochs=3", "schedule.batch=8");
  }

  @Test
  void shouldNotMixTwoStudiesInOneFolder() {
    study("exit 3", "beta-vae", "--quick");

    int exit = study("exit 3", "beta-vae", "--quick", "--seeds=2");

    assertThat(exit).isEqualTo(2);
    assertThat(refusal).contains("holds another study");
  }

  @Test
  void shouldRefuseASizeThatIsNone() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data"));

    int exit = study("exit 0", "upsampling", "--data=" + data, "--size=large");

    assertThat(exit).isEqualTo(2);
    assertThat(refusal).contains("expected WIDTHxHEIGHT");
  }

  @Test
  void shouldRefuseADatasetThatIsNotThere() {
    int exit = study("exit 0", "detectors", "--data=" + folder.resolve("none"));

    assertThat(exit).isEqualTo(2);
    assertThat(refusal).contains("is no folder");
  }

  /** With a process that runs {@code script}. */
  private int study(String script, String... arguments) {
    var command =
        new JobSettings.Command(List.of("/bin/sh", "-c", script, "study"), Map.of(), 10_000);
    var line = new CommandLine(new StudyCommand(command)).setOut(new PrintWriter(said, true));
    var words = new ArrayList<>(List.of(arguments));
    words.add("--out=" + folder.resolve("out"));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          refusal = e.getMessage();
          return e instanceof BadInput ? 2 : 1;
        });
    return line.execute(words.toArray(String[]::new));
  }
}
