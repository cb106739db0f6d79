package sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RemedyTest {

  @Test
  void shouldReplaceTheThreadWhenKafkaItselfWouldTryAgain() {
    assertThat(Remedy.of(new StreamsException(new TimeoutException("busy"))))
        .isEqualTo(Remedy.REPLACE_THREAD);
  }

  @Test
  void shouldRestartWhenTheTopicIsGoneAlthoughKafkaWouldTryAgain() {
    assertThat(Remedy.of(new UnknownTopicOrPartitionException("frames"))).isEqualTo(Remedy.RESTART);
    assertThat(Remedy.of(new MissingSourceTopicException("frames"))).isEqualTo(Remedy.RESTART);
  }

  @Test
  void shouldRestartWhenKafkaOrTheMachineRefusesUs() {
    assertThat(Remedy.of(new StreamsException(new ProducerFencedException("fenced"))))
        .isEqualTo(Remedy.RESTART);
    assertThat(Remedy.of(new ProcessorStateException(new IOException("disk full"))))
        .isEqualTo(Remedy.RESTART);
  }

  @Test
  void shouldCountWhatIsOurOwnFault() {
    var laneFailed = new IllegalStateException("a lane has failed", new OutOfMemoryError("heap"));

    assertThat(Remedy.of(new StreamsException(laneFailed))).isEqualTo(Remedy.RESTART_BUT_COUNT);
    assertThat(Remedy.of(new NullPointerException())).isEqualTo(Remedy.RESTART_BUT_COUNT);
  }
}
