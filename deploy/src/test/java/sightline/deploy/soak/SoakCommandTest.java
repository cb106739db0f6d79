package sightline.deploy.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.deploy.soak.plan.FaultKind;

class SoakCommandTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--minutes=0.1              | --minutes is 0.1, expected 0.2 to 10080",
        "--cameras=0                | --cameras is 0, expected 1 to 64",
        "--fps=100                  | --fps is 100.0, expected 0.5 to 60",
        "--faults=broker,meteor     | --faults names 'meteor', expected all, none or some of broker",
        "--faults=broker,swap       | --faults names swap and others, expected it alone",
        "--swaps=0                  | --swaps is 0, expected 1 to 10000",
        "--report=/nowhere/at/all   | --report is /nowhere/at/all, expected a file in a folder",
        "--json=/nowhere/at/all     | --json is /nowhere/at/all, expected a file in a folder",
        "--min-score=2              | --min-score is 2.0, expected 0 to 1",
      })
  void shouldRefuseWhatMakesNoSenseInOneSentence(String argument, String sentence)
      throws Exception {
    Path model = Files.createFile(folder.resolve("model.onnx"));
    var command = new SoakCommand();
    new CommandLine(command).parseArgs("--model=" + model, argument.strip());

    assertThatThrownBy(command::call)
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(sentence.strip());
  }

  @Test
  void shouldReadListsOfFaults() {
    assertThat(SoakCommand.kinds("all")).containsExactly(FaultKind.values());
    assertThat(SoakCommand.kinds("None")).isEmpty();
    assertThat(SoakCommand.kinds(" broker, Worker"))
        .containsExactly(FaultKind.BROKER, FaultKind.WORKER);
  }

  @Test
  void shouldExplainEveryFaultInItsHelp() {
    var help = new StringWriter();

    new CommandLine(new SoakCommand()).usage(new PrintWriter(help));

    for (FaultKind kind : FaultKind.values()) {
      assertThat(help.toString()).contains("\n  " + kind.word() + " ");
    }
  }
}
