package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sightline.inference.metrics.InferenceMetrics;

class RestartingStreamsTest {

  private static final Duration SOON = Duration.ofMillis(10);
  private static final Duration LATER = Duration.ofMinutes(5);

  private final PlannedClients clients = new PlannedClients();
  private final InferenceMetrics metrics = new InferenceMetrics();
  private RestartingStreams streams = restarting(new RestartLimits(SOON, SOON, 2, LATER));

  @AfterEach
  void close() {
    streams.close();
  }

  @Test
  void shouldReplaceTheThreadWhenAFailurePasses() {
    clients.polls.add(new NetworkException("planted"));

    streams.start();

    await(() -> clients.consumers.get() == 2);
    assertThat(metrics.restarts()).isZero();
    assertThat(streams.hasEnded()).isFalse();
  }

  @Test
  void shouldStartAnewWhenThreadsHaveBeenReplacedTooOften() {
    for (int i = 0; i < 3; i++) {
      clients.polls.add(new NetworkException("planted"));
    }

    streams.start();

    await(() -> metrics.restarts() == 1);
    assertThat(streams.hasEnded()).isFalse();
  }

  @Test
  void shouldStartAnewAsOftenAsKafkaRefusesIt() {
    for (int i = 0; i < 4; i++) {
      clients.polls.add(new GroupAuthorizationException("workers"));
    }

    streams.start();

    await(() -> metrics.restarts() == 4);
    await(() -> streams.whyNotRunning().startsWith("Kafka Streams is "));
    assertThat(streams.hasEnded()).isFalse();
  }

  @Test
  void shouldStopForGoodWhenItBreaksItsOwnPromisesTooOften() {
    for (int i = 0; i < 3; i++) {
      clients.polls.add(new IllegalStateException("planted"));
    }

    streams.start();

    await(streams::hasEnded);
    assertThat(metrics.restarts()).isEqualTo(2);
    assertThat(streams.whyNotRunning())
        .isEqualTo(
            "the workers have given up after more than 2 failures in PT5M:"
                + " IllegalStateException planted");
  }

  @Test
  void shouldSayAtOnceThatItIsNotReadyAndWhy() {
    restart(new RestartLimits(LATER, LATER, 2, LATER));
    clients.polls.add(new ProducerFencedException("planted"));

    streams.start();

    await(() -> streams.whyNotRunning().startsWith("the workers start anew in PT5M"));
    assertThat(streams.whyNotRunning()).endsWith("ProducerFencedException planted");
    assertThat(streams.polls()).isEmpty();
  }

  @Test
  void shouldTryAgainWhenTheClientsCannotBeMade() {
    streams.start();
    clients.openings.add(new KafkaException("no such host"));
    clients.openings.add(new KafkaException("no such host"));

    clients.polls.add(new ProducerFencedException("planted"));

    await(() -> clients.consumers.get() == 4);
    await(() -> streams.whyNotRunning().startsWith("Kafka Streams is "));
  }

  @Test
  void shouldLeaveAFirstStartThatFailsToItsCaller() {
    clients.openings.add(new KafkaException("no such host"));

    assertThatThrownBy(streams::start).hasStackTraceContaining("no such host");
  }

  @Test
  void shouldCloseWhileItWaitsForItsNextAttempt() {
    restart(new RestartLimits(LATER, LATER, 2, LATER));
    clients.polls.add(new ProducerFencedException("planted"));
    streams.start();
    await(() -> streams.whyNotRunning().startsWith("the workers start anew"));

    streams.close();

    assertThat(streams.hasEnded()).isTrue();
    assertThat(streams.whyNotRunning()).isEqualTo("the workers are being closed");
    assertThat(metrics.restarts()).isZero();
  }

  @Test
  void shouldCountThePollsOfItsThreads() {
    streams.start();

    await(() -> streams.polls().values().stream().anyMatch(polls -> polls > 2));
  }

  @Test
  void shouldDoubleItsPauseUpToTheLongest() {
    var limits = new RestartLimits(Duration.ofMillis(500), Duration.ofSeconds(3), 2, LATER);

    assertThat(limits.pause(1)).isEqualTo(Duration.ofMillis(500));
    assertThat(limits.pause(2)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limits.pause(4)).isEqualTo(Duration.ofSeconds(3));
    assertThat(limits.pause(1_000)).isEqualTo(Duration.ofSeconds(3));
  }

  private void restart(RestartLimits limits) {
    streams.close();
    streams = restarting(limits);
  }

  private RestartingStreams restarting(RestartLimits limits) {
    return new RestartingStreams(
        () -> new KafkaStreams(topology(), settings(), clients), limits, metrics);
  }

  private static Topology topology() {
    var builder = new StreamsBuilder();
    builder.stream("frames").to("detections");
    return builder.build();
  }

  private static Properties settings() {
    var settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/restarting-streams");
    return settings;
  }

  private static void await(BooleanSupplier expected) {
    long giveUp = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!expected.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for too long").isLessThan(giveUp);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
