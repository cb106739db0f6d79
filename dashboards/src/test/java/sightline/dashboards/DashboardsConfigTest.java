package sightline.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.dashboards.ledger.LedgerLimits;
import sightline.dashboards.registry.RegistrySettings;

class DashboardsConfigTest {

  @Test
  void shouldListenOnLoopbackOnlyUnlessAsked() {
    var config = DashboardsConfig.defaults();

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.pictureWait()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.maxUnacknowledged()).isEqualTo(2);
    assertThat(config.ledgerLimits())
        .isEqualTo(new LedgerLimits(Duration.ofHours(2), 256, 500, 16 << 20, 64));
    assertThat(config.logSettings().ledgerWindow()).isEqualTo(Duration.ofHours(2));
    assertThat(config.logSettings().maxRejectionsRead()).isEqualTo(5_000);
  }

  @Test
  void shouldKnowTheRegistryOfItsOwnMachineUnlessToldOtherwise() throws IOException {
    var usual = DashboardsConfig.defaults().registrySettings();
    var off = DashboardsConfig.read(yaml("{registry: []}")).registrySettings();

    assertThat(usual)
        .isEqualTo(
            new RegistrySettings(
                List.of("http://127.0.0.1:8083"),
                32,
                2,
                256 << 10,
                2L << 30,
                8 << 20,
                Duration.ofSeconds(2),
                Duration.ofSeconds(15)));
    assertThat(off.addresses()).isEmpty();
  }

  @Test
  void shouldLayTheOperatorsKeysOverTheDefaults() throws IOException {
    var config =
        DashboardsConfig.read(yaml("{port: 0, pictureWait: PT0.5S, allowedHosts: [wall]}"));

    assertThat(config.port()).isZero();
    assertThat(config.pictureWait()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.allowedHosts()).containsExactly("wall");
    assertThat(config.maxClients()).isEqualTo(64);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port: 70000 | dashboards.port is 70000, expected 0 to 65535",
        "prot: 80 | dashboards.prot is unknown, expected a known key",
        "maxUnacknowledged: 0 | dashboards.maxUnacknowledged is 0, expected 1 to 16",
        "pictureWait: PT0S | dashboards.pictureWait is PT0S, expected longer than zero",
        "bootstrapServers: here | dashboards.bootstrapServers is here, expected host:port",
        "idleTimeout: PT1S | dashboards.idleTimeout is PT1S, expected longer than pingInterval",
        "ledgerWindow: PT5M | dashboards.ledgerWindow is PT5M, expected PT1H to PT24H",
        "maxLedgerAccounts: 0 | dashboards.maxLedgerAccounts is 0, expected 1 to 4000",
        "maxRejections: 0 | dashboards.maxRejections is 0, expected 1 to 10000",
        "maxThumbnailBytes: -1 | dashboards.maxThumbnailBytes is -1, expected 0 to 1073741824",
        "maxSlotsPerCamera: 0 | dashboards.maxSlotsPerCamera is 0, expected 1 to 64",
        "registry: [here] | dashboards.registry is here, expected base URLs like http://",
        "registry: ['http://a:1/'] | dashboards.registry is http://a:1/, expected base URLs like",
        "maxRegistryCalls: 0 | dashboards.maxRegistryCalls is 0, expected 1 to 1000",
        "registrySilentTimeout: PT0S | dashboards.registrySilentTimeout is PT0S, expected longer",
        "pictureWait: soon | dashboards.pictureWait cannot be read",
      })
  void shouldNameKeyValueAndExpectationWhenAValueMakesNoSense(String key, String message)
      throws IOException {
    JsonNode overrides = yaml(key);

    assertThatThrownBy(() -> DashboardsConfig.read(overrides))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  private static JsonNode yaml(String text) throws IOException {
    return new YAMLMapper().readTree(text);
  }
}
