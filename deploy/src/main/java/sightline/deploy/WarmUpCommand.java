package sightline.deploy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import sightline.dashboards.Dashboards;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.console.LogFile;
import sightline.events.Topics;
import sightline.ingest.Ingest;

/** Loads the classes that a start needs, so that the launcher can keep them in an archive. */
@Command(name = "warm-up", hidden = true, description = "For the launcher: loads classes and ends.")
final class WarmUpCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public Integer call() throws Exception {
    LogFile log = LogFile.inTemporaryFolder();
    PlatformConfig config = config();
    try (Running running = new Running(Progress.QUIET)) {
      EmbeddedBroker broker = running.add("broker", EmbeddedBroker.start(config.broker()));
      String servers = broker.bootstrapServers();
      new TopicSetup(servers).ensure(Topics.all());
      running.add("dashboards", Dashboards.start(config.dashboardsAt(servers)));
      Ingest ingest = running.add("ingest", Ingest.start(config.ingestAt(servers)));
      boolean ended = ingest.awaitEnd(PATIENCE);
      log.discard();
      return ended ? Sightline.OK : Sightline.FAILED;
    }
  }

  private static PlatformConfig config() {
    ObjectNode ingest = onAnyPort();
    ingest
        .putArray("cameras")
        .addObject()
        .put("name", "warm-up")
        .put("location", "scene:junction?frames=20")
        .put("pacing", "FAST")
        .put("whenBehind", "WAIT");
    return new PlatformConfig(
        BrokerConfig.temporary(), ingest, onAnyPort(), onAnyPort(), onAnyPort());
  }

  private static ObjectNode onAnyPort() {
    return JsonNodeFactory.instance.objectNode().put("port", 0);
  }
}
