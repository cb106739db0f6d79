package sightline.inference.check.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import sightline.inference.bundle.BadUpload;

class PatienceTest {

  @Test
  void shouldGiveWhatTheCallGives() throws Exception {
    try (var patience = new Patience(10_000)) {
      assertThat(patience.<String>await("The call", () -> "answer")).isEqualTo("answer");
      assertThat(patience.isLost()).isFalse();
    }
  }

  @Test
  void shouldThrowWhatTheCallThrows() {
    try (var patience = new Patience(10_000)) {
      assertThatThrownBy(
              () ->
                  patience.await(
                      "The call",
                      () -> {
                        throw new IOException("broken");
                      }))
          .isInstanceOf(IOException.class)
          .hasMessage("broken");
    }
  }

  @Test
  void shouldGiveUpOnACallThatDoesNotComeBack() {
    var never = new CountDownLatch(1);
    try (var patience = new Patience(20)) {
      assertThatThrownBy(
              () ->
                  patience.await(
                      "The call",
                      () -> {
                        never.await();
                        return "too late";
                      }))
          .isInstanceOf(BadUpload.class)
          .hasMessage("The call takes longer than 20 ms (maxStepMillis).");
      assertThat(patience.isLost()).isTrue();
    } finally {
      never.countDown();
    }
  }
}
