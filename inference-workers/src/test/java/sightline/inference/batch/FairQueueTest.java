package sightline.inference.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sightline.events.QueuePolicy;
import sightline.events.QueuePolicy.WhenBehind;

/** Who may stand in the queue, who makes way, and whose turn it is. */
class FairQueueTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final int PER_CAMERA = 3;

  private FairQueue<Item> queue = queue(8);
  private long millis;

  @Test
  void shouldServeACameraFirstComeFirstServed() {
    offer(Item.patient("a", 1), Item.patient("a", 2), Item.patient("a", 3));

    assertThat(taken(3)).containsExactly("a1", "a2", "a3");
  }

  @Test
  void shouldServeCamerasInTurnHoweverMuchOneOfThemOffers() {
    offer(Item.patient("a", 1), Item.patient("a", 2), Item.patient("a", 3));
    offer(Item.patient("b", 1), Item.patient("c", 1));

    assertThat(taken(5)).containsExactly("a1", "b1", "c1", "a2", "a3");
  }

  @Test
  void shouldServeTheMoreImportantCameraFirst() {
    offer(item("usual", 1, WhenBehind.DROP_OLDEST, 5), item("least", 1, WhenBehind.DROP_OLDEST, 9));
    offer(item("most", 1, WhenBehind.DROP_OLDEST, 1), item("most", 2, WhenBehind.DROP_OLDEST, 1));

    assertThat(taken(4)).containsExactly("most1", "most2", "usual1", "least1");
  }

  @Test
  void shouldServeACameraThatIsBelowItsFloorBeforeAnImportantOne() {
    offer(new Item("poor", 1, Item.policy(WhenBehind.DROP_OLDEST, 9, 2), NOON));
    offer(item("most", 1, WhenBehind.DROP_OLDEST, 1), item("most", 2, WhenBehind.DROP_OLDEST, 1));
    pass(499);
    assertThat(taken(1)).containsExactly("most1");

    pass(2);

    assertThat(taken(2)).containsExactly("poor1", "most2");
  }

  @Test
  void shouldLetTheOldestMakeWay() {
    offer("a", WhenBehind.DROP_OLDEST, 5);

    assertThat(dropped()).containsExactly("a1 OVERLOADED", "a2 OVERLOADED");
    assertThat(taken(8)).containsExactly("a3", "a4", "a5");
  }

  @Test
  void shouldRefuseTheLatest() {
    offer("a", WhenBehind.DROP_LATEST, 5);

    assertThat(dropped()).containsExactly("a4 OVERLOADED", "a5 OVERLOADED");
    assertThat(taken(8)).containsExactly("a1", "a2", "a3");
  }

  @Test
  void shouldDropByDeadlineOnlyWhatIsLate() {
    offer("a", WhenBehind.DEADLINE, 5);
    assertThat(dropped()).isEmpty();

    pass(501);
    offer("b", WhenBehind.DEADLINE, 1);

    assertThat(dropped()).containsExactly("b1 LATE");
    assertThat(taken(8)).isEmpty();
    assertThat(dropped()).containsExactly("a1 LATE", "a2 LATE", "a3 LATE", "a4 LATE", "a5 LATE");
  }

  @Test
  void shouldObeyADeadlineBesideAnyOtherRule() {
    var brief = new QueuePolicy(WhenBehind.DROP_LATEST, Duration.ofMillis(100), 5, 0);
    offer(new Item("a", 1, brief, NOON), new Item("a", 2, brief, NOON.plusMillis(60)));

    pass(101);

    assertThat(taken(8)).containsExactly("a2");
    assertThat(dropped()).containsExactly("a1 LATE");
  }

  @Test
  void shouldNotMindFootageFromTheFuture() {
    var tomorrow = NOON.plus(Duration.ofDays(1));
    offer(new Item("a", 1, Item.policy(WhenBehind.DEADLINE), tomorrow));

    assertThat(taken(1)).containsExactly("a1");
    assertThat(dropped()).isEmpty();
  }

  @Test
  void shouldHoldUpOnlyACameraThatWaits() {
    for (int number = 1; number <= PER_CAMERA; number++) {
      assertThat(queue.mustWait(Item.patient("a", number))).isFalse();
      offer(Item.patient("a", number));
    }

    assertThat(queue.mustWait(Item.patient("a", 4))).isTrue();
    assertThat(queue.mustWait(Item.patient("b", 1))).isFalse();
    for (WhenBehind rule : WhenBehind.values()) {
      assertThat(queue.mustWait(item("a", 4, rule, 5))).isEqualTo(rule == WhenBehind.WAIT);
    }
  }

  @Test
  void shouldGiveCamerasThatWaitHalfOfThePlaces() {
    offer(Item.patient("a", 1), Item.patient("b", 1), Item.patient("c", 1), Item.patient("d", 1));

    assertThat(queue.mustWait(Item.patient("e", 1))).isTrue();
  }

  @Test
  void shouldFindAPlaceForOneThatWaitsAmongThoseThatMayBeLetGo() {
    offer("a", WhenBehind.DEADLINE, 8);

    offer(Item.patient("b", 1));

    assertThat(dropped()).containsExactly("a1 OVERLOADED");
    assertThat(queue.size()).isEqualTo(8);
    assertThat(taken(1)).containsExactly("a2");
    assertThat(taken(1)).containsExactly("b1");
  }

  @Test
  void shouldTakeAPlaceFromTheLeastImportantThatHasMoreThanOne() {
    offer(item("low", 1, WhenBehind.DROP_OLDEST, 9), item("low", 2, WhenBehind.DROP_OLDEST, 9));
    offer("busy", WhenBehind.DEADLINE, 6);

    offer(item("most", 1, WhenBehind.DROP_OLDEST, 1), item("most", 2, WhenBehind.DROP_OLDEST, 1));

    assertThat(dropped()).containsExactly("low1 OVERLOADED", "busy1 OVERLOADED");
  }

  @Test
  void shouldTakeAPlaceFromTheOneWithMostAmongEquals() {
    offer("one", WhenBehind.DROP_LATEST, 3);
    offer("busy", WhenBehind.DEADLINE, 5);

    offer("new", WhenBehind.DROP_LATEST, 1);

    assertThat(dropped()).containsExactly("busy1 OVERLOADED");
  }

  @Test
  void shouldRefuseANewcomerThatIsLeastImportantWhenThereAreMoreCamerasThanPlaces() {
    for (int camera = 1; camera <= 8; camera++) {
      offer("camera" + camera, WhenBehind.DROP_OLDEST, 1);
    }

    offer(item("low", 1, WhenBehind.DROP_OLDEST, 9));

    assertThat(dropped()).containsExactly("low1 OVERLOADED");
    assertThat(queue.size()).isEqualTo(8);
  }

  @Test
  void shouldReplaceTheOldestOfTheNewcomersOwnCameraWhenThatHasMost() {
    offer("busy", WhenBehind.DEADLINE, 8);

    offer(item("busy", 9, WhenBehind.DEADLINE, 5));

    assertThat(dropped()).containsExactly("busy1 OVERLOADED");
    assertThat(taken(1)).containsExactly("busy2");
  }

  @Test
  void shouldServeAnotherBetweenTwoThatAreBelowTheirFloor() {
    offer(new Item("poor", 1, Item.policy(WhenBehind.DROP_OLDEST, 9, 2), NOON));
    offer(new Item("poorer", 1, Item.policy(WhenBehind.DROP_OLDEST, 9, 5), NOON));
    pass(1000);

    offer(item("most", 1, WhenBehind.DROP_OLDEST, 1));

    assertThat(taken(3)).containsExactly("poorer1", "most1", "poor1");
  }

  @ParameterizedTest
  @EnumSource(
      value = WhenBehind.class,
      names = {"ADAPTIVE_DROP_OLDEST", "ADAPTIVE_DROP_LATEST"})
  void shouldAcceptEverythingOfAnAdaptiveCameraThatIsNotBehind(WhenBehind rule) {
    for (int number = 1; number <= 20; number++) {
      offer(item("a", number, rule, 5));
      assertThat(taken(1)).containsExactly("a" + number);
      pass(50);
    }

    assertThat(dropped()).isEmpty();
  }

  @Test
  void shouldPassOverWhatNobodyWaitsFor() {
    Item gone = Item.patient("a", 1);
    offer(gone, Item.patient("a", 2));

    gone.abandon();

    assertThat(taken(1)).containsExactly("a2");
    assertThat(dropped()).isEmpty();
    assertThat(queue.size()).isZero();
  }

  @Test
  void shouldLetGoOfWhatIsMeantUnlessItsPolicyIsToWait() {
    offer(Item.patient("a", 1), item("b", 1, WhenBehind.DROP_OLDEST, 5));
    offer(item("c", 1, WhenBehind.DEADLINE, 5), item("d", 1, WhenBehind.ADAPTIVE_DROP_LATEST, 5));

    queue.letGo(item -> !item.camera().equals("d"), now());

    assertThat(dropped()).containsExactly("b1 OVERLOADED", "c1 OVERLOADED");
    assertThat(taken(2)).containsExactly("a1", "d1");
  }

  @Test
  void shouldTellAnItemThatItStandsInTheQueueOnlyWhenItDoes() {
    Item accepted = item("a", 1, WhenBehind.DROP_LATEST, 5);
    Item refused = item("a", 4, WhenBehind.DROP_LATEST, 5);
    offer(accepted, item("a", 2, WhenBehind.DROP_LATEST, 5));
    offer(item("a", 3, WhenBehind.DROP_LATEST, 5), refused);

    assertThat(accepted.wasQueued()).isTrue();
    assertThat(refused.wasQueued()).isFalse();
  }

  @Test
  void shouldRememberOnlySoManyCamerasThatAreSilent() {
    for (int camera = 0; camera < 100; camera++) {
      offer(Item.patient("camera" + camera, 1));
      assertThat(taken(1)).hasSize(1);
    }

    assertThat(queue.cameras()).isEqualTo(4);
  }

  @Test
  void shouldFormTheLargestPreferredBatchThatThereIs() {
    queue = new FairQueue<>(new BatchSettings(List.of(4, 2), Duration.ofMillis(5), 8, 8, 4));
    for (int number = 1; number <= 7; number++) {
      offer(Item.patient("camera" + number % 4, number));
    }

    assertThat(queue.isReady(now())).isTrue();
    assertThat(queue.take(now())).hasSize(4);
    assertThat(queue.take(now())).hasSize(2);
    assertThat(queue.isReady(now())).isFalse();
    assertThat(queue.nanosUntilDue(now())).isEqualTo(5_000_000);
    pass(5);
    assertThat(queue.isReady(now())).isTrue();
    assertThat(queue.take(now())).hasSize(1);
  }

  private static FairQueue<Item> queue(int maxQueued) {
    return new FairQueue<>(new BatchSettings(List.of(1), Duration.ZERO, maxQueued, PER_CAMERA, 4));
  }

  private Moment now() {
    return new Moment(millis * 1_000_000, NOON.plusMillis(millis));
  }

  private void pass(long time) {
    millis += time;
  }

  private void offer(Item... items) {
    for (Item item : items) {
      queue.offer(item, now());
    }
  }

  private void offer(String camera, WhenBehind rule, int count) {
    for (int number = 1; number <= count; number++) {
      offer(item(camera, number, rule, 5));
    }
  }

  private static Item item(String camera, int number, WhenBehind rule, int priority) {
    return new Item(camera, number, Item.policy(rule, priority, 0), NOON);
  }

  /** Up to {@code most} batches of one. */
  private List<String> taken(int most) {
    var taken = new java.util.ArrayList<String>();
    for (int batch = 0; batch < most; batch++) {
      queue.take(now()).forEach(item -> taken.add(item.toString()));
    }
    return taken;
  }

  private List<String> dropped() {
    return queue.takeDropped().stream().map(one -> one.item() + " " + one.fate()).toList();
  }
}
