package sightline.inference.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import sightline.events.FrameId;
import sightline.events.LogPosition;
import sightline.events.ModelRef;
import sightline.events.ObjectsDetected;
import sightline.events.Provenance;
import sightline.events.StageTimes;
import sightline.events.geometry.FrameSize;

class InFlightTest {

  private final InFlight<String> inFlight = new InFlight<>(Duration.ofMillis(50));
  private final List<String> forwarded = new ArrayList<>();
  private final CompletableFuture<Outcome> first = new CompletableFuture<>();
  private final CompletableFuture<Outcome> second = new CompletableFuture<>();

  @Test
  void shouldHoldBackAFinishedFrameUntilTheOneBeforeItIsFinished() {
    inFlight.add("first", first);
    inFlight.add("second", second);
    second.complete(outcome());

    inFlight.forwardFinished(this::forward);
    assertThat(forwarded).isEmpty();

    first.complete(outcome());
    inFlight.forwardFinished(this::forward);
    assertThat(forwarded).containsExactly("first", "second");
  }

  @Test
  void shouldWaitForTheOldestOnlyWhenThereAreTooMany() {
    inFlight.add("first", first);
    inFlight.add("second", second);
    var lane = CompletableFuture.runAsync(() -> first.complete(outcome()));

    inFlight.forwardUntil(1, this::forward);

    lane.join();
    assertThat(forwarded).containsExactly("first");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepAFrameInFlightWhenItsOutcomeDoesNotCome() {
    inFlight.add("first", first);

    assertThatThrownBy(() -> inFlight.forwardUntil(0, this::forward))
        .hasMessage("no outcome for a frame after maxStall of PT0.05S");
    assertThat(inFlight.size()).isEqualTo(1);
  }

  @Test
  void shouldKeepAFrameInFlightWhenItCannotBeForwarded() {
    inFlight.add("first", CompletableFuture.completedFuture(outcome()));

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
  void shouldTellTheLanesThatNobodyWaitsWhenItIsCancelled() {
    inFlight.add("first", first);

    inFlight.cancel();

    assertThat(first).isCancelled();
    assertThat(inFlight.size()).isZero();
  }

  private void forward(String item, Outcome outcome) {
    forwarded.add(item);
  }

  private static Outcome outcome() {
    var provenance =
        new Provenance(
            new FrameId("gate", 1, 0),
            "default",
            Instant.EPOCH,
            FrameSize.UNKNOWN,
            new ModelRef("people", "1", "sha256:00", "cpu"),
            new LogPosition("frames", 0, 0),
            StageTimes.NONE);
    return new Outcome.Detected(new ObjectsDetected(provenance, List.of()));
  }
}
