package sightline.deploy.rejections;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import sightline.deploy.broker.BrokerFailed;
import sightline.events.FrameRejected.Reason;

/** The record on topic {@code frames} that a rejection was made from. */
final class FirstLook {

  private static final String ID = "ce_id";

  private FirstLook() {}

  /** The record of {@code rejection}; empty when the log holds it no more. */
  static Optional<ConsumerRecord<String, byte[]>> find(RecordLog log, Rejection rejection)
      throws BrokerFailed {
    return log.at(rejection.event().provenance().source()).stream()
        .filter(message -> isOf(rejection, message))
        .findFirst();
  }

  /** A log that was made anew has other records in the same places. */
  private static boolean isOf(Rejection rejection, ConsumerRecord<String, byte[]> message) {
    if (rejection.event().reason() == Reason.BAD_HEADERS) {
      return true;
    }
    Header id = message.headers().lastHeader(ID);
    return id != null
        && id.value() != null
        && new String(id.value(), UTF_8).equals(rejection.id().frame().toString());
  }
}
