package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import sightline.events.CameraHeartbeat;
import sightline.events.CameraStatus;
import sightline.events.FrameCaptured;
import sightline.events.FrameCounts;
import sightline.events.FrameId;
import sightline.events.Picture;
import sightline.events.QueuePolicy;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.FrameHeaders;
import sightline.events.geometry.FrameSize;

class KafkaFrameSinkTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
  private final AtomicLong nanos = new AtomicLong();
  private final KafkaFrameSink sink = new KafkaFrameSink(producer, nanos::get);
  private final List<String> heard = new ArrayList<>();

  @Test
  void shouldPutTheJpegIntoTheValueAndTheRestIntoHeaders() throws Exception {
    var frame =
        new FrameCaptured(
            new FrameId("gate", 5, 6),
            NOW,
            new FrameSize(640, 480),
            Picture.ofJpeg(new byte[] {1, 2, 3}),
            new FrameCounts(7, 7, Map.of()),
            new QueuePolicy(
                QueuePolicy.WhenBehind.DEADLINE,
                Duration.ofSeconds(2),
                QueuePolicy.USUAL_PRIORITY,
                0));

    sink.send(frame, 3, receipt());
    producer.completeNext();

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("frames");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.key()).asString().isEqualTo("gate");
    assertThat(FrameHeaders.readFrame(record.headers(), record.value())).isEqualTo(frame);
    assertThat(heard).containsExactly("offset 0");
  }

  @Test
  void shouldWriteAHeartbeatAsAControlRecordWithoutValue() throws Exception {
    var heartbeat = new CameraHeartbeat("gate", 5, NOW, FrameCounts.NONE, true);

    sink.send(heartbeat, 3, receipt());

    var record = producer.history().get(0);
    assertThat(record.value()).isEmpty();
    assertThat(FrameHeaders.type(record.headers())).isEqualTo(FrameHeaders.CAMERA_HEARTBEAT);
    assertThat(FrameHeaders.readHeartbeat(record.headers())).isEqualTo(heartbeat);
  }

  @Test
  void shouldWriteTheStateUnderTheCamerasName() throws Exception {
    var status =
        new CameraStatus(
            "gate",
            "rtsp://***@cam",
            3,
            CameraStatus.State.LIVE,
            NOW,
            "",
            Instant.EPOCH,
            5,
            FrameCounts.NONE);

    sink.send(status);
    sink.close();

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("cameras");
    assertThat(record.key()).asString().isEqualTo("gate");
    assertThat(CanonicalJson.read(record.value(), CameraStatus.class)).isEqualTo(status);
  }

  @Test
  void shouldSayThatARecordFailedAndBeInTroubleUntilOneArrives() {
    var heartbeat = new CameraHeartbeat("gate", 5, NOW, FrameCounts.NONE, false);
    sink.send(heartbeat, 0, receipt());
    producer.errorNext(new TimeoutException("no leader"));
    String whileFailing = sink.trouble();
    sink.send(heartbeat, 0, receipt());
    producer.completeNext();

    assertThat(whileFailing).contains("no leader");
    assertThat(sink.trouble()).isEmpty();
    assertThat(heard.get(0)).startsWith("failed");
  }

  @Test
  void shouldSayThatARecordFailedThatTheProducerDoesNotEvenTake() {
    producer.sendException = new KafkaException("no memory");

    sink.send(new CameraHeartbeat("gate", 5, NOW, FrameCounts.NONE, false), 0, receipt());

    assertThat(heard).singleElement().asString().startsWith("failed").contains("no memory");
    assertThat(sink.trouble()).contains("no memory");
    assertThat(sink.silence()).isZero();
  }

  @Test
  void shouldSayForHowLongAPartitionHasKeptSilentAlthoughAnotherAnswers() {
    var heartbeat = new CameraHeartbeat("gate", 5, NOW, FrameCounts.NONE, false);
    sink.send(heartbeat, 0, receipt());
    sink.send(heartbeat, 1, receipt());
    nanos.set(Duration.ofSeconds(7).toNanos());
    producer.completeNext();
    Duration whileOneIsSilent = sink.silence();
    producer.completeNext();

    assertThat(whileOneIsSilent).isEqualTo(Duration.ofSeconds(7));
    assertThat(sink.silence()).isZero();
  }

  @Test
  void shouldRemoveTheStatusOfACameraThatIsForgotten() {
    sink.forget("gate");
    sink.close();

    var record = producer.history().get(0);
    assertThat(record.topic()).isEqualTo("cameras");
    assertThat(record.key()).asString().isEqualTo("gate");
    assertThat(record.value()).isNull();
  }

  private FrameSink.Receipt receipt() {
    return new FrameSink.Receipt() {
      @Override
      public void acknowledged(long offset) {
        heard.add("offset " + offset);
      }

      @Override
      public void failed(String why) {
        heard.add("failed " + why);
      }
    };
  }
}
