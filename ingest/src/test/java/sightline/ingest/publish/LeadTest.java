package sightline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeadTest {

  private static final int PARTITION = 2;

  private final Lead lead = new Lead(10, 1000);

  @Test
  void shouldStopWhenTooManyFramesLieUnread() throws Exception {
    lead.published(PARTITION, 9, 1);

    assertThat(hasRoom()).isFalse();
  }

  @Test
  void shouldStopWhenTooManyBytesLieUnread() throws Exception {
    lead.published(PARTITION, 0, 600);
    lead.published(PARTITION, 1, 600);

    assertThat(hasRoom()).isFalse();
  }

  @Test
  void shouldGoOnWhenTheWorkersHaveCommittedEnough() throws Exception {
    lead.published(PARTITION, 0, 600);
    lead.published(PARTITION, 1, 600);

    lead.committed(PARTITION, 1);

    assertThat(hasRoom()).isTrue();
  }

  @Test
  void shouldWakeTheOneWhoWaits() throws Exception {
    lead.published(PARTITION, 9, 1);
    var waiting = CompletableFuture.supplyAsync(() -> awaitRoom(lead));

    lead.committed(PARTITION, 5);

    assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldNotCountWhatWasCommittedBeforeItsAcknowledgementCame() throws Exception {
    lead.committed(PARTITION, 5);

    lead.published(PARTITION, 4, 5000);

    assertThat(hasRoom()).isTrue();
  }

  private boolean hasRoom() throws InterruptedException {
    return lead.awaitRoom(PARTITION, 0, () -> true);
  }

  private static boolean awaitRoom(Lead lead) {
    try {
      return lead.awaitRoom(PARTITION, 0, () -> false);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
