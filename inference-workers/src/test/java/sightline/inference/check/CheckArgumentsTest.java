package sightline.inference.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import sightline.inference.bundle.Limits;

class CheckArgumentsTest {

  @Test
  void shouldReadManifestLimitsAndFiles() {
    CheckArguments arguments =
        CheckArguments.parse("--manifest", "a.yaml", "--limits", "maxNodes=5", "b.onnx", "c.zip");

    assertThat(arguments.manifests()).containsExactly(Path.of("a.yaml"));
    assertThat(arguments.limits()).isEqualTo(Limits.parse("maxNodes=5"));
    assertThat(arguments.files()).containsExactly(Path.of("b.onnx"), Path.of("c.zip"));
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(CheckArguments::parse).hasMessageContaining("found 0 files");
    assertThatThrownBy(() -> CheckArguments.parse("a.onnx", "--limits"))
        .hasMessage("--limits has no value");
  }
}
