package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerWatchTest {

  private final AtomicLong nanos = new AtomicLong();
  private final List<CompletableFuture<String>> questions = new ArrayList<>();
  private final List<Duration> silences = new ArrayList<>();
  private final BrokerWatch watch =
      new BrokerWatch(this::ask, Duration.ofSeconds(8), nanos::get, silences::add);

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void shouldTakeABrokerThatJustVanishedToBeAwayOnceItHasBeenSilentForTooLong() {
    watch.ask();
    seconds(7);
    boolean early = watch.trouble().isPresent();
    seconds(8);

    assertThat(early).isFalse();
    assertThat(watch.trouble()).contains("the broker has not answered for longer than PT8S");
  }

  @Test
  void shouldNotTakeARefusalForAnAnswer() {
    watch.ask();
    seconds(9);
    questions.get(0).completeExceptionally(new IllegalStateException("refused"));

    assertThat(watch.trouble()).isPresent();
  }

  @Test
  void shouldBeContentAgainWithTheFirstAnswer() {
    seconds(60);
    watch.ask();
    boolean before = watch.trouble().isPresent();
    questions.get(0).complete("cluster");

    assertThat(before).isTrue();
    assertThat(watch.trouble()).isEmpty();
    assertThat(silences).containsExactly(Duration.ofSeconds(60));
  }

  private void seconds(long now) {
    nanos.set(Duration.ofSeconds(now).toNanos());
  }

  private CompletableFuture<String> ask() {
    var question = new CompletableFuture<String>();
    questions.add(question);
    return question;
  }
}
