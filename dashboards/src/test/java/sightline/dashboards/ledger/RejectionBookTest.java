package sightline.dashboards.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.dashboards.feed.Samples.EPOCH;
import static sightline.dashboards.feed.Samples.frame;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import sightline.dashboards.feed.Samples;
import sightline.dashboards.ledger.RejectionView.Count;
import sightline.dashboards.ledger.RejectionView.Example;
import sightline.dashboards.metrics.DashboardsMetrics;
import sightline.events.FrameRejected;
import sightline.events.FrameRejected.Reason;
import sightline.events.Picture;

class RejectionBookTest {

  private static final LedgerLimits LIMITS = new LedgerLimits(Duration.ofHours(2), 10, 3, 1_000, 2);
  private static final RejectionQuery ALL = new RejectionQuery(Set.of(), Set.of(), 10);

  private final RejectionBook book = new RejectionBook(LIMITS, new DashboardsMetrics());

  @Test
  void shouldCountByCameraAndReason() {
    book.accept(rejected("gate", 1, Reason.FAILED, 0));
    book.accept(rejected("gate", 2, Reason.FAILED, 0));
    book.accept(rejected("yard", 3, Reason.UNREADABLE, 0));

    assertThat(book.view(ALL).counts())
        .containsExactly(
            new Count("gate", Reason.FAILED, 2), new Count("yard", Reason.UNREADABLE, 1));
  }

  @Test
  void shouldKeepTheNewestExamplesAndStillCountTheOthers() {
    for (int sequence = 0; sequence < 8; sequence++) {
      book.accept(rejected("gate", sequence, Reason.FAILED, 0));
    }

    var view = book.view(ALL);

    assertThat(view.examples())
        .extracting(Example::id)
        .containsExactly(id("gate", 7), id("gate", 6), id("gate", 5));
    assertThat(view.counts()).containsExactly(new Count("gate", Reason.FAILED, 8));
  }

  @Test
  void shouldForgetTheOldestThumbnailWhenTheyTakeTooManyBytes() {
    book.accept(rejected("gate", 1, Reason.FAILED, 600));

    book.accept(rejected("gate", 2, Reason.FAILED, 600));

    assertThat(book.thumbnail(id("gate", 1))).isEmpty();
    assertThat(book.thumbnail(id("gate", 2))).map(Picture::sizeBytes).hasValue(600);
    assertThat(book.view(ALL).examples())
        .extracting(Example::hasThumbnail)
        .containsExactly(true, false);
  }

  @Test
  void shouldForgetTheThumbnailTogetherWithItsExample() {
    for (int sequence = 0; sequence < 5; sequence++) {
      book.accept(rejected("gate", sequence, Reason.FAILED, 10));
    }

    assertThat(book.thumbnail(id("gate", 1))).isEmpty();
    assertThat(book.thumbnail(id("gate", 2))).isPresent();
  }

  @Test
  void shouldPutASecondLookInThePlaceOfTheFirst() {
    book.accept(rejected("gate", 1, Reason.UNREADABLE, 10));

    book.accept(rejected("gate", 1, Reason.FAILED, 0));

    var view = book.view(ALL);
    assertThat(view.counts()).containsExactly(new Count("gate", Reason.FAILED, 1));
    assertThat(view.examples()).hasSize(1);
    assertThat(book.thumbnail(id("gate", 1))).isEmpty();
  }

  @Test
  void shouldShowOnlyWhatIsAskedFor() {
    book.accept(rejected("gate", 1, Reason.FAILED, 0));
    book.accept(rejected("gate", 2, Reason.UNREADABLE, 0));
    book.accept(rejected("yard", 3, Reason.FAILED, 0));

    var view = book.view(new RejectionQuery(Set.of("gate"), Set.of(Reason.FAILED), 10));

    assertThat(view.examples()).extracting(Example::id).containsExactly(id("gate", 1));
    assertThat(view.counts()).containsExactly(new Count("gate", Reason.FAILED, 1));
  }

  @Test
  void shouldRefuseCamerasBeyondTheLimit() {
    book.accept(rejected("a", 1, Reason.FAILED, 0));
    book.accept(rejected("b", 1, Reason.FAILED, 0));

    book.accept(rejected("c", 1, Reason.FAILED, 0));

    assertThat(book.view(ALL).counts()).extracting(Count::camera).containsExactly("a", "b");
  }

  private static FrameRejected rejected(
      String camera, long sequence, Reason reason, int thumbnailBytes) {
    FrameRejected event = Samples.rejected(frame(camera, sequence), reason);
    return new FrameRejected(
        event.provenance(), reason, event.detail(), Picture.ofJpeg(new byte[thumbnailBytes]));
  }

  private static String id(String camera, long sequence) {
    return camera + "~" + EPOCH + "~" + sequence + "~objects";
  }
}
