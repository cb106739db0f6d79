package sightline.inference.stage.pending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {

  private final InFlight<String, String> inFlight = new InFlight<>(Duration.ofMillis(50));
  private final List<String> forwarded = new ArrayList<>();
  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final CompletableFuture<String> second = new CompletableFuture<>();

  @Test
  void shouldHoldBackAFinishedFrameUntilTheOneBeforeItIsFinished() {
    inFlight.add("gate", "first", first);
    inFlight.add("gate", "second", second);
    second.complete(outcome());

    inFlight.forwardFinished(this::forward);
    assertThat(forwarded).isEmpty();

    first.complete(outcome());
    inFlight.forwardFinished(this::forward);
    assertThat(forwarded).containsExactly("first", "second");
  }

  @Test
  void shouldWaitForTheOldestOnlyWhenThereAreTooMany() {
    inFlight.add("gate", "first", first);
    inFlight.add("gate", "second", second);
    var lane = CompletableFuture.runAsync(() -> first.complete(outcome()));

    inFlight.forwardUntil(1, this::forward);

    lane.join();
    assertThat(forwarded).containsExactly("first");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepAFrameInFlightWhenItsOutcomeDoesNotCome() {
    inFlight.add("gate", "first", first);

    assertThatThrownBy(() -> inFlight.forwardUntil(0, this::forward))
        .hasMessage("no outcome for a frame after maxStall of PT0.05S");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepAFrameInFlightWhenItCannotBeForwarded() {
    inFlight.add("gate", "first", CompletableFuture.completedFuture(outcome()));

    assertThatThrownBy(
            () ->
                inFlight.forwardFinished(
                    (item, outcome) -> {
                      throw new IllegalStateException("no producer");
                    }))
        .hasMessage("no producer");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldNotHoldBackOneCameraForAnother() {
    inFlight.add("gate", "gate 1", first);
    inFlight.add("yard", "yard 1", CompletableFuture.completedFuture(outcome()));
    inFlight.add("yard", "yard 2", CompletableFuture.completedFuture(outcome()));

    inFlight.forwardFinished(this::forward);

    assertThat(forwarded).containsExactly("yard 1", "yard 2");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldWaitForThoseThatMustBeServedOnlyWhenTheyAreTooMany() {
    inFlight.add("gate", "may be let go", new CompletableFuture<>());
    inFlight.addPatient("yard", "first", first);
    inFlight.addPatient("yard", "second", second);
    var lane = CompletableFuture.runAsync(() -> first.complete(outcome()));

    inFlight.forwardPatientUntil(1, this::forward);

    lane.join();
    assertThat(forwarded).containsExactly("first");
    assertThat(inFlight.size()).isEqualTo(2);
  }

  @Test
  void shouldGiveUpWaitingWhenItsBudgetIsUsedUp() {
    inFlight.add("gate", "first", first);
    inFlight.add("yard", "second", CompletableFuture.completedFuture(outcome()));

    boolean empty = inFlight.forwardWithin(Duration.ofMillis(1), this::forward);

    assertThat(empty).isFalse();
    assertThat(forwarded).containsExactly("second");
  }

  @Test
  void shouldBeEmptyWithinItsBudgetWhenTheLanesAreFastEnough() {
    inFlight.add("gate", "first", first);
    inFlight.add("gate", "second", second);
    var lane =
        CompletableFuture.runAsync(() -> first.complete(outcome()))
            .thenRun(() -> second.complete(outcome()));

    boolean empty = inFlight.forwardWithin(Duration.ofMinutes(1), this::forward);

    lane.join();
    assertThat(empty).isTrue();
    assertThat(forwarded).containsExactly("first", "second");
  }

  @Test
  void shouldTellTheLanesThatNobodyWaitsWhenItIsCancelled() {
    inFlight.add("gate", "first", first);

    inFlight.cancel();

    assertThat(first).isCancelled();
    assertThat(inFlight.size()).isZero();
  }

  private void forward(String item, String outcomes) {
    forwarded.add(item);
  }

  private static String outcome() {
    return "looked at";
  }
}
