package sightline.deploy;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.events.Topic;
import sightline.events.Topics;

/** The topics, and how they come onto a Kafka of one's own. */
@Command(
    name = "topics",
    description = {"Lists the topics, or makes them on a Kafka of your own.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    footer = {"", "Example:", "  sightline topics --create kafka-1:9092,kafka-2:9092"})
final class TopicsCommand implements Callable<Integer> {

  @Option(
      names = "--create",
      paramLabel = "HOST:PORT",
      description = "Makes what is missing there and checks the rest.")
  private String bootstrapServers;

  @Override
  public Integer call() throws Exception {
    if (bootstrapServers != null) {
      LogFile log = LogFile.inTemporaryFolder();
      new TopicSetup(bootstrapServers).ensure(Topics.all());
      log.discard();
      System.out.printf("All topics are as they must be at %s.%n", bootstrapServers);
    }
    System.out.println("topic        partitions  keeps        largest record");
    Topics.all().forEach(topic -> System.out.println(line(topic)));
    return Sightline.OK;
  }

  private static String line(Topic topic) {
    String keeps = topic.compacted() ? "newest a key" : topic.retention().toMinutes() + " min";
    return String.format(
        Locale.ROOT,
        "%-12s %10d  %-12s %d KiB",
        topic.name(),
        topic.partitions(),
        keeps,
        topic.maxRecordBytes() >> 10);
  }
}
