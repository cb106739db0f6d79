package sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryConfigTest {

  @Test
  void shouldReadItsDefaults() {
    var config = RegistryConfig.defaults();

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.ownUrl()).isEqualTo("http://127.0.0.1:8083");
    assertThat(config.limits().historyKept()).isEqualTo(32);
  }

  @Test
  void shouldLayKeysOverTheDefaultsAlsoWithinSections() throws Exception {
    var config = read("{checker: {command: [a, b], environment: {CLASSPATH: x}}, pollEvery: PT2S}");

    assertThat(config.checker().command()).isEqualTo(List.of("a", "b"));
    assertThat(config.checker().environment()).containsEntry("CLASSPATH", "x");
    assertThat(config.checker().timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.pollEvery()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{colour: red}                 | registry.colour is unknown, expected a known key",
        "{checker: {comand: []}}       | registry.checker.comand is unknown",
        "{store: tape}                 | registry.store is tape, expected files or s3",
        "{store: s3}                   | registry.s3.bucket is",
        "{transactionTimeout: PT3S}    | registry.transactionTimeout is PT3S",
        "{port: 70000}                 | registry.port is 70000, expected 0 to 65535",
        "{checker: {timeout: soon}}    | registry.checker.timeout cannot be read",
        "{maxImports: 2}               | registry.maxImports is 2, expected 4 to",
      })
  void shouldRefuseWhatMakesNoSenseByItsKey(String yaml, String sentence) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void shouldNotTellTheSecret() throws Exception {
    var config = read("{store: s3, s3: {bucket: b, accessKey: k, secretKey: hidden}}");

    assertThat(config.toString()).doesNotContain("hidden");
  }

  private static RegistryConfig read(String yaml) throws JsonProcessingException {
    return RegistryConfig.read(new YAMLMapper().readTree(yaml));
  }
}
