package sightline.deploy.soak.count;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.deploy.soak.count.TopicRecords.CAMERA;
import static sightline.deploy.soak.count.TopicRecords.MINUTE;
import static sightline.deploy.soak.count.TopicRecords.captured;
import static sightline.deploy.soak.count.TopicRecords.detected;
import static sightline.deploy.soak.count.TopicRecords.rejected;
import static sightline.deploy.soak.count.TopicRecords.row;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import sightline.deploy.soak.count.TopicRecords.Row;

/** Everything that may be wrong is planted once, and must not pass. */
class CountingTest {

  private final List<String> heard = new ArrayList<>();
  private final Counting counting =
      new Counting(
          Clock.fixed(MINUTE, ZoneOffset.UTC),
          (result, seenAt) -> heard.add(result.frame().toString()));

  @Test
  void shouldPassWhatIsWhole() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(row(whole().at(MINUTE)));

    CameraAccount account = account();

    assertThat(account.differences()).isEmpty();
    assertThat(account.passes()).isTrue();
    assertThat(account.ledger().inferred()).isEqualTo(2);
    assertThat(heard).hasSize(3);
  }

  @Test
  void shouldCountOnlyTheLastRowOfAMinuteAndAddTheMinutes() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(row(new Row().with("captured", 1).with("inFlight", 1).at(MINUTE)));
    accept(row(new Row().with("captured", 1).with("published", 1).with("inferred", 1).at(MINUTE)));
    Row rest =
        new Row()
            .with("captured", 3)
            .with("published", 2)
            .with("paced", 1)
            .with("inferred", 1)
            .with("rejected", 1);
    accept(row(rest.at(MINUTE.plusSeconds(60))));

    assertThat(account().differences()).isEmpty();
  }

  @Test
  void shouldMissAFrameWithoutOutcome() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), detected(3));
    accept(row(whole().at(MINUTE)));

    assertThat(account().missing()).isEqualTo(1);
    assertThat(account().passes()).isFalse();
  }

  @Test
  void shouldNotMissWhatTheLedgerCallsLateOrOverloaded() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0));
    Row late = whole().with("rejected", 0).with("inferred", 1).with("late", 1);
    accept(row(late.with("overloaded", 1).at(MINUTE)));

    assertThat(account().missing()).isZero();
    assertThat(account().passes()).isTrue();
  }

  @Test
  void shouldFindALateFrameThatHasAResult() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(row(whole().with("inferred", 1).with("late", 1).at(MINUTE)));

    assertThat(account().differences())
        .contains("inferred: the ledger says 1, counted 2")
        .anyMatch(text -> text.startsWith("late, no slot or overloaded"));
  }

  @Test
  void shouldCountASecondResultOfAFrameOnAnyTopic() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(detected(1), rejected(1), row(whole().at(MINUTE)));

    assertThat(account().duplicates()).isEqualTo(2);
    assertThat(account().passes()).isFalse();
  }

  @Test
  void shouldCountAResultThatComesTooLate() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(3), rejected(1), detected(0));
    accept(row(whole().at(MINUTE)));

    assertThat(account().orderViolations()).isEqualTo(1);
    assertThat(account().passes()).isFalse();
  }

  @Test
  void shouldNotBelieveALedgerThatDoesNotAddUp() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(row(whole().with("captured", 5).at(MINUTE)));

    assertThat(account().balances()).isFalse();
    assertThat(account().differences())
        .contains("1 rows of the ledger do not add up", "captured: the ledger says 5, counted 4");
  }

  @Test
  void shouldNotBelieveALedgerThatAddsUpToAnotherNumber() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    Row more = whole().with("captured", 5).with("published", 4).with("inferred", 3);
    accept(row(more.at(MINUTE)));

    assertThat(account().differences())
        .containsExactly(
            "captured: the ledger says 5, counted 4",
            "published: the ledger says 4, counted 3",
            "published (frames on the log): the ledger says 4, counted 3",
            "inferred: the ledger says 3, counted 2");
  }

  @Test
  void shouldNotPassFramesInFlightAfterTheEnd() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), detected(3));
    accept(row(whole().with("rejected", 0).with("inFlight", 1).at(MINUTE)));

    assertThat(account().differences())
        .contains("in flight after the end: the ledger says 1, counted 0");
  }

  @Test
  void shouldFindAFrameOnTheLogTwiceAndAResultOfNone() {
    accept(captured(0, 0), captured(1, 0), captured(1, 0), captured(3, 1));
    accept(detected(0), rejected(1), detected(3), detected(7), row(whole().at(MINUTE)));

    assertThat(account().differences())
        .contains("1 frames are on the log twice", "1 results are of frames not on the log");
  }

  @Test
  void shouldNotPassWithoutALedger() {
    accept(captured(0, 0), detected(0));

    assertThat(account().differences()).contains("the ledger has no row of this camera");
    assertThat(account().passes()).isFalse();
  }

  @Test
  void shouldNotPassACameraThatNeverGaveAFrame() {
    assertThat(account().passes()).isFalse();
  }

  @Test
  void shouldNotPassMoreFramesThanTheCameraSent() {
    accept(captured(0, 0), captured(1, 0), captured(3, 1), detected(0), rejected(1), detected(3));
    accept(row(whole().at(MINUTE)));

    CameraAccount account = counting.accounts(Map.of(CAMERA, 3L)).get(0);

    assertThat(account.differences())
        .containsExactly("4 frames were captured, but the camera sent only 3");
  }

  /** Frames 0, 1 and 3 on the log, 2 left out by ingest. */
  private static Row whole() {
    return new Row()
        .with("captured", 4)
        .with("published", 3)
        .with("paced", 1)
        .with("inferred", 2)
        .with("rejected", 1);
  }

  private CameraAccount account() {
    return counting.accounts(Map.of(CAMERA, 4L)).get(0);
  }

  @SafeVarargs
  private void accept(ConsumerRecord<String, byte[]>... records) {
    for (ConsumerRecord<String, byte[]> message : records) {
      counting.accept(message);
    }
  }
}
