package sightline.deploy.training;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.broker.BrokerFailed;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.console.TimeText;
import sightline.deploy.rejections.BrokerOption;
import sightline.deploy.rejections.RecordLog;
import sightline.events.Topics;
import sightline.trainer.job.topic.JobRecord;

/** Ends one job. */
@Command(
    name = "stop",
    description = {"Stops one training job at its next step; a checkpoint stays.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 it has ended, 1 there is no such job, it did not end in time or the broker"
          + " could not be read, 2 bad input."
    })
final class StopCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "N", description = "Number of the job.")
  private long number;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "Longest wait for its end. Default: ${DEFAULT-VALUE}.")
  private String wait;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    Duration patience = BadInput.unlessRead(() -> TimeText.duration("--wait", wait));
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      JobBook book = JobBook.read(records, broker.limits());
      Optional<KnownJob> job = book.job(number);
      if (job.isEmpty()) {
        return complain("there is no job %d".formatted(number));
      }
      if (!job.get().progress().state().isEnd()) {
        records.seekToEnd(List.of(Topics.TRAINING_PROGRESS));
        String user = System.getProperty("user.name");
        OrderPost.send(bootstrapServers, new JobRecord.Stop(number, user));
        if (!isOver(records, book, job.get(), patience)) {
          return complain("job %d did not end within %s".formatted(number, patience));
        }
      }
      String state = job.get().progress().state().name().toLowerCase(Locale.ROOT);
      spec.commandLine().getOut().printf("Job %d is %s.%n", number, state);
      spec.commandLine().getOut().flush();
      log.discard();
      return ExitCode.OK;
    }
  }

  private static boolean isOver(RecordLog records, JobBook book, KnownJob job, Duration patience)
      throws BrokerFailed {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - end < 0 && !job.progress().state().isEnd()) {
      for (ConsumerRecord<String, byte[]> message : records.next()) {
        book.progress(message);
      }
    }
    return job.progress().state().isEnd();
  }

  private int complain(String sentence) {
    spec.commandLine().getErr().println("sightline: " + sentence);
    return ExitCode.SOFTWARE;
  }
}
