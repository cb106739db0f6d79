package sightline.deploy;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.events.Topics;

/** Loads the classes that a start needs, so that the launcher can keep them in an archive. */
@Command(name = "warm-up", hidden = true, description = "For the launcher: loads classes and ends.")
final class WarmUpCommand implements Callable<Integer> {

  @Override
  public Integer call() throws Exception {
    LogFile.temporary();
    try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.temporary())) {
      new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    }
    return Sightline.OK;
  }
}
