package sightline.deploy.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerSettingsTest {

  private static final String ABORT = "transaction.abort.timed.out.transaction.cleanup.interval.ms";
  private static final BrokerPorts PORTS = new BrokerPorts(1, 2);

  @TempDir Path folder;

  @Test
  void shouldEndTransactionsOfDeadWorkersSoonInAFreshFolder() {
    var settings = BrokerSettings.of(BrokerConfig.temporary(), PORTS, folder);

    assertThat(settings.getProperty(ABORT)).isEqualTo("1000");
  }

  @Test
  void shouldLeaveOldTransactionsAloneUntilARestartedBrokerIsInService() throws Exception {
    Files.createFile(folder.resolve("meta.properties"));

    var settings = BrokerSettings.of(BrokerConfig.temporary(), PORTS, folder);

    assertThat(settings.getProperty(ABORT)).isEqualTo("15000");
  }
}
