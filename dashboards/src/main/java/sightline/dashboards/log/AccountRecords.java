package sightline.dashboards.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import sightline.dashboards.ledger.LedgerInput;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.FrameId;
import sightline.events.LedgerRow;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.codec.MalformedRecord;
import sightline.events.codec.ResultCodec;

/**
 * Turns committed records of {@code ledger} and {@code rejections} into accounts. A record that
 * nobody can read is counted and passed over; the first of each topic is logged.
 *
 * <p>Threading: any thread.
 */
final class AccountRecords {

  private final LedgerInput input;
  private final Complaints complaints;

  AccountRecords(LedgerInput input, DashboardsMetrics metrics) {
    this.input = input;
    this.complaints = new Complaints(metrics);
  }

  void accept(ConsumerRecord<byte[], byte[]> entry) {
    try {
      dispatch(entry);
    } catch (MalformedRecord e) {
      complaints.about(entry, e);
    }
  }

  private void dispatch(ConsumerRecord<byte[], byte[]> entry) throws MalformedRecord {
    if (entry.value() == null) {
      throw new MalformedRecord("the value is missing");
    }
    if (entry.topic().equals(Topics.LEDGER.name())) {
      input.row(whole(CanonicalJson.read(entry.value(), LedgerRow.class)));
    } else if (entry.topic().equals(Topics.REJECTIONS.name())) {
      input.rejection(ResultCodec.readRejected(entry.value()));
    } else {
      throw new IllegalStateException("no reader for topic " + entry.topic());
    }
  }

  /** JSON may hold null where a row has none. */
  private static LedgerRow whole(LedgerRow row) throws MalformedRecord {
    boolean hasAll =
        row != null
            && row.camera() != null
            && row.slot() != null
            && row.minute() != null
            && row.skipped() != null
            && row.rejected() != null
            && row.lost() != null;
    if (!hasAll) {
      throw new MalformedRecord("a LedgerRow with a value that is null");
    }
    try {
      FrameId.requireCamera(row.camera());
      return row;
    } catch (IllegalArgumentException e) {
      throw new MalformedRecord(e.getMessage(), e);
    }
  }
}
