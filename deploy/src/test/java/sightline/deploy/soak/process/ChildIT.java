package sightline.deploy.soak.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes of our own: they start, they die, and none outlives its parent. */
@Timeout(120)
class ChildIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int KILLED = 128 + 9;

  @TempDir Path folder;

  @Test
  void shouldSayWhenItIsReadyAndWhatItSaid() throws Exception {
    try (var child = new Child("patient", jvm("last", "words"))) {
      child.start();

      assertThat(child.awaitReady(LONG)).isTrue();
      assertThat(child.lastWords()).isEqualTo("last words");
      assertThat(child.pid()).isPresent();
    }
  }

  @Test
  void shouldBeGoneAfterAKillAndRunAgainAfterAStart() throws Exception {
    try (var child = new Child("patient", jvm())) {
      child.start();
      assertThat(child.awaitReady(LONG)).isTrue();

      child.kill();
      assertThat(child.isAlive()).isFalse();
      assertThat(child.pid()).isEmpty();

      child.start();
      assertThat(child.awaitReady(LONG)).isTrue();
    }
  }

  @Test
  void shouldNotWaitForAChildThatCannotStart() throws Exception {
    var nobody = new ChildJvm(ChildIT.class, 32, folder, List.of());
    try (var child = new Child("nobody", nobody)) {
      child.start();

      assertThat(child.awaitReady(LONG)).isFalse();
      assertThat(child.lastWords()).isNotEmpty(); // Java says that there is no main
    }
  }

  @Test
  void shouldEndWhenItsParentLetsGoOfThePipe() throws Exception {
    Process process = new ProcessBuilder(jvm().command()).start();
    try (var out = process.inputReader()) {
      assertThat(out.readLine()).isEmpty();
      assertThat(out.readLine()).isEqualTo(Child.READY);

      process.getOutputStream().close();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isNotIn(0, KILLED);
    } finally {
      process.destroyForcibly();
    }
  }

  private ChildJvm jvm(String... arguments) {
    return new ChildJvm(Patient.class, 32, folder, List.of(arguments));
  }
}
