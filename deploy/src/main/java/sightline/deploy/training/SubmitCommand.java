package sightline.deploy.training;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.rejections.BrokerOption;
import sightline.trainer.job.topic.JobRecord;
import sightline.trainer.recipe.Recipe;
import sightline.trainer.script.NetRules;

/** Orders a job. */
@Command(
    name = "submit",
    description = {"Orders a training job; the job service of the site runs it in its turn.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "The dataset's folder is one of the machine on which the job service runs.",
      "",
      "Exit codes: 0 it is ordered, 1 the broker did not take the order, 2 bad input."
    })
final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RecipeOption recipe;

  @Option(names = "--json", description = "Prints one JSON object.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    Recipe wanted = recipe.recipe(new NetRules());
    String data = recipe.folder(wanted);
    RecipeOption.requireData(wanted, data);
    String user = System.getProperty("user.name");
    var order = new JobRecord.Submit(recipe.text(), data, recipe.overrides(), user);
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    long number = OrderPost.send(bootstrapServers, order);
    log.discard();
    String said =
        json
            ? "{\"job\":%d}".formatted(number)
            : "Job %d is ordered. 'sightline jobs show %d' tells how far it is."
                .formatted(number, number);
    spec.commandLine().getOut().println(said);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
