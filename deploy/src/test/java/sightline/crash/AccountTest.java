package sightline.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.events.FrameId;
import sightline.events.LogPosition;

class AccountTest {

  private static final String INFERRED = "1 objects";

  private final Account account = new Account();

  @BeforeEach
  void publishThree() {
    for (int sequence = 0; sequence < 3; sequence++) {
      account.published(frame(sequence), source(sequence), INFERRED);
    }
  }

  @Test
  void shouldBeContentWhenEachFrameCameOnceAndInOrder() {
    see(0, 1, 2);

    assertThatCode(account::requireExactlyOnce).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheFrameThatIsMissing() {
    see(0, 2);

    assertThat(account.waiting("gate")).isEqualTo(1);
    assertThatThrownBy(account::requireAtLeastOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 missing [gate/7/1]");
  }

  @Test
  void shouldNameTheFrameThatCameTwice() {
    see(0, 1, 1, 2);

    assertThatThrownBy(account::requireExactlyOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 repeated [gate/7/1]");
  }

  @Test
  void shouldTakeRepeatsOfABlockForOrderlyWhereEachFrameMustComeAtLeastOnce() {
    see(0, 1, 0, 1, 2);

    assertThatCode(account::requireAtLeastOnce).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheFrameThatCameOutOfOrder() {
    see(0, 2, 1);

    assertThatThrownBy(account::requireAtLeastOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 out of order [gate/7/1 after gate/7/2]");
  }

  @Test
  void shouldSayWhatAFrameBecameInsteadOfWhatItShould() {
    account.found("detections", frame(0), source(0), "2 objects");
    see(1, 2);

    assertThatThrownBy(account::requireExactlyOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 wrong [gate/7/0 became")
        .hasMessageContaining("2 objects");
  }

  @Test
  void shouldNotTakeTheResultOfAnotherRecordForThatOfTheFrame() {
    account.found("detections", frame(0), source(5), INFERRED);
    see(1, 2);

    assertThatThrownBy(account::requireExactlyOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 wrong [gate/7/0 became");
  }

  @Test
  void shouldLetTheSecondRecordOfAFrameHaveAResultOnlyWhereRepeatsAreAllowed() {
    account.publishedAgain(frame(2), source(3));
    see(0, 1, 2);
    account.found("detections", frame(2), source(3), INFERRED);

    assertThatCode(account::requireAtLeastOnce).doesNotThrowAnyException();
    assertThatThrownBy(account::requireExactlyOnce)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("1 of second records [gate/7/2]");
  }

  @Test
  void shouldNotBeContentWithNoFramesAtAll() {
    assertThatThrownBy(new Account()::requireExactlyOnce).isInstanceOf(AssertionError.class);
  }

  private void see(int... sequences) {
    for (int sequence : sequences) {
      account.found("detections", frame(sequence), source(sequence), INFERRED);
    }
  }

  private static FrameId frame(int sequence) {
    return new FrameId("gate", 7, sequence);
  }

  private static LogPosition source(int sequence) {
    return new LogPosition("frames", 3, 100 + sequence);
  }
}
