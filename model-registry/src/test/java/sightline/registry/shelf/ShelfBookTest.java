package sightline.registry.shelf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import sightline.events.Topics;
import sightline.events.codec.CanonicalJson;
import sightline.events.slot.WorkerStatus;
import sightline.registry.metrics.RegistryMetrics;

class ShelfBookTest {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final RegistryMetrics metrics = new RegistryMetrics();
  private final ShelfBook book = new ShelfBook(2, 3, Clock.fixed(NOW, ZoneOffset.UTC), metrics);

  @Test
  void shouldKeepTheNewestEntriesWhenThereAreTooMany() {
    for (int i = 1; i <= 5; i++) {
      append(i);
    }

    AuditTrail audit = book.publish().audit();

    assertThat(audit.entries()).extracting(AuditEntry::id).containsExactly("3", "4", "5");
    assertThat(audit.page(3, 1)).extracting(AuditEntry::id).containsExactly("4");
    assertThat(audit.nextId()).isEqualTo(6);
    assertThat(metrics()).contains("limit_reached_total{limit=\"maxAudit\"} 2.0");
  }

  @Test
  void shouldTakeAnEntryOnceWhenItIsReadTwice() {
    append(1);
    append(2);

    append(1);
    append(2);

    assertThat(book.publish().audit().entries()).hasSize(2);
  }

  @Test
  void shouldForgetAWorkerWhenThereAreTooMany() {
    for (String worker : List.of("w-1", "w-2", "w-3")) {
      var status = new WorkerStatus(worker, NOW, -1, List.of(), List.of(), "");
      book.take(Topics.WORKER_STATUS.name(), worker, List.of(CanonicalJson.write(status)));
    }

    assertThat(book.publish().heard()).hasSize(2).containsKey("w-3");
  }

  @Test
  void shouldCountWhatItCannotReadAndGoOn() {
    book.take(Topics.MODELS.name(), "slot/yard", List.of("{".getBytes(UTF_8)));
    book.take(Topics.MODELS.name(), "other/thing", List.of("{".getBytes(UTF_8)));
    append(1);

    assertThat(book.publish().slots()).isEmpty();
    assertThat(book.publish().audit().entries()).hasSize(1);
    assertThat(metrics()).contains("malformed_records_total{topic=\"models\"} 1.0");
  }

  private void append(int id) {
    var entry =
        new AuditEntry(
            "" + id,
            NOW,
            "anna",
            "imported",
            "people",
            "",
            "people/1",
            List.of(),
            "",
            JsonNodeFactory.instance.objectNode(),
            "",
            0,
            Map.of());
    book.take(Topics.MODEL_AUDIT.name(), "people", List.of(CanonicalJson.write(entry)));
  }

  private String metrics() {
    return new String(metrics.expose(), UTF_8);
  }
}
