package sightline.deploy.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import sightline.deploy.console.BadInput;
import sightline.trainer.recipe.FamilyRules;
import sightline.trainer.recipe.Recipe;

class TrainCommandTest {

  private static final Preparation TABLE =
      new Preparation() {
        @Override
        public FamilyRules rules() {
          return recipe -> {
            if (recipe.net().family().equals("none")) {
              throw new IllegalArgumentException("recipe.net.family is none, expected another");
            }
          };
        }

        @Override
        public String describe(Recipe recipe) {
          return "table of " + recipe.name();
        }

        @Override
        public void shoot(Recipe recipe, Path folder) throws IOException {
          Files.createDirectories(folder);
          Files.writeString(folder.resolve("scene"), recipe.data().scene());
        }
      };

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();
  private String refusal = "";

  @Test
  void shouldShowHowFarItIsAndEndWell() throws Exception {
    Files.createDirectories(folder.resolve("pictures"));

    int exit = train("name: people\ndata: {path: pictures}", "--epochs=2");

    assertThat(exit).isZero();
    assertThat(said.toString())
        .contains(
            "recipe people, task detect",
            "25 %  step 1 of 4, loss 0.5000, 12.5 images/s, 1 min 15 s left",
            "epoch 1 of 2: ap50 0.2500; best ap50 0.2500 in epoch 1",
            "kept");
    assertThat(out().resolve("recipe.yaml")).content().contains("epochs: 2");
    assertThat(out().resolve("log.txt")).content().contains(folder + "/pictures");
  }

  @Test
  void shouldEndWithTheCodeOfAJobThatFailed() throws Exception {
    int exit = train("name: fail", "--data=" + folder);

    assertThat(exit).isEqualTo(1);
    assertThat(said.toString()).contains("failed: the loss is not finite in batch 7");
  }

  @Test
  void shouldSayHowToGoOnAfterACrashAndGoOn() throws Exception {
    int crashed = train("name: crash", "--data=" + folder);
    int resumed = train("name: people", "--data=" + folder, "--resume");

    assertThat(crashed).isEqualTo(1);
    assertThat(said.toString()).contains("ended with signal 9", "with --resume goes on");
    assertThat(resumed).isZero();
    assertThat(out().resolve("log.txt")).content().contains("arguments --resume");
  }

  @Test
  void shouldNotBeginInAFolderThatHoldsAJob() throws Exception {
    train("name: people", "--data=" + folder);
    int again = train("name: people", "--data=" + folder);

    assertThat(again).isEqualTo(2);
    assertThat(refusal).contains("holds a job; go on with --resume or name another");
  }

  @Test
  void shouldMakeTheSceneThatTheRecipeNames() throws Exception {
    int exit = train("name: people\ndata: {scene: \"scene:junction?seed=7\"}");

    assertThat(exit).isZero();
    assertThat(out().resolve("data/scene")).hasContent("scene:junction?seed=7");
  }

  @Test
  void shouldDescribeTheNetAndTrainNothing() throws Exception {
    int exit = train("name: people", "--describe");

    assertThat(exit).isZero();
    assertThat(said.toString()).contains("table of people");
    assertThat(out()).doesNotExist();
  }

  @Test
  void shouldRefuseInOneSentenceWhatCannotWork() throws Exception {
    assertThat(train("name: people")).isEqualTo(2);
    assertThat(refusal).startsWith("the recipe names no data");
    assertThat(train("schedule: {epochs: 0}")).isEqualTo(2);
    assertThat(refusal).endsWith("recipe.schedule.epochs is 0, expected 1 to 100000");
    assertThat(train("name: people", "--set=budget.cores=3")).isEqualTo(2);
    assertThat(refusal).contains("recipe.budget.cores is not a key");
    assertThat(train("name: people", "--set=net.family=none")).isEqualTo(2);
    assertThat(refusal).endsWith("recipe.yaml: recipe.net.family is none, expected another");
    assertThat(train("name: people", "--camera=yard")).isEqualTo(2);
    assertThat(refusal).startsWith("--camera and --record belong together");
    assertThat(train("name: people", "--data=nowhere")).isEqualTo(2);
    assertThat(refusal).contains("nowhere is no folder");
  }

  private Path out() {
    return folder.resolve("job");
  }

  private int train(String recipe, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), recipe);
    var command =
        new CommandLine(new TrainCommand(FakeJob.command(folder), TABLE))
            .setOut(new PrintWriter(said, true))
            .setExecutionExceptionHandler((e, failed, parsed) -> explain(e));
    var words = new ArrayList<>(List.of(options));
    words.add("--out=" + out());
    words.add(file.toString());
    return command.execute(words.toArray(String[]::new));
  }

  private int explain(Exception e) throws Exception {
    if (!(e instanceof BadInput)) {
      throw e;
    }
    refusal = e.getMessage();
    return 2;
  }
}
