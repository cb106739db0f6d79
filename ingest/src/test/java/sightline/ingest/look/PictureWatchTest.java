package sightline.ingest.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PictureWatchTest {

  private static final LookSettings SETTINGS = settings(Duration.ofSeconds(10));

  private final PictureWatch watch = new PictureWatch(SETTINGS, true);
  private long millis;

  @Test
  void shouldSayNothingOfPicturesThatDiffer() {
    for (int i = 0; i < 1000; i++) {
      see(i);
      brighten(40);
      assertThat(watch.fault()).isEmpty();
    }
  }

  @Test
  void shouldCallAPictureFrozenOnceItHasBeenTheSameForTooLongAndBelieveTheNextOne() {
    for (int i = 0; i < 100; i++) {
      see(7);
      assertThat(watch.fault()).as("after %d pictures", i).isEmpty();
    }
    see(7);

    assertThat(watch.fault()).contains(PictureFault.FROZEN);
    see(8);
    assertThat(watch.fault()).isEmpty();
  }

  @Test
  void shouldNotCallTwoPicturesFrozenHoweverFarApart() {
    see(7);
    millis += 60_000;
    see(7);

    assertThat(watch.fault()).isEmpty();
  }

  @Test
  void shouldCallPicturesBlackOnceTheyHaveBeenForTooLongAndBelieveTheNextBrightOne() {
    for (int i = 0; i <= 100; i++) {
      see(i);
      brighten(3);
      assertThat(watch.fault().isPresent()).isEqualTo(i == 100);
    }

    assertThat(watch.fault()).contains(PictureFault.BLACK);
    brighten(60);
    assertThat(watch.fault()).isEmpty();
  }

  @Test
  void shouldCallAPictureBlackAlthoughTheTimeIsWrittenIntoIt() {
    byte[] dark = luma(2);
    Arrays.fill(dark, 0, 20, (byte) 255);
    byte[] lamp = luma(2);
    Arrays.fill(lamp, 0, 120, (byte) 200);

    assertThat(Thumbnail.ofLuma(dark).mean()).isEqualTo(2);
    assertThat(Thumbnail.ofLuma(dark).spread()).isZero();
    assertThat(Thumbnail.ofLuma(lamp).spread()).isGreaterThan(SETTINGS.blackSpread());
  }

  @Test
  void shouldCallPicturesRepeatedThatComeInTurnForTooLongAndBelieveTheNextNewOne() {
    for (int i = 0; i < 50; i++) {
      see(1000 + i);
    }
    for (int i = 0; i <= 100; i++) {
      assertThat(watch.fault()).isEmpty();
      see(i % 7 == 3 ? 2 : i % 7); // one picture comes twice in each turn
    }

    assertThat(watch.fault()).contains(PictureFault.REPEATED);
    see(9999);
    assertThat(watch.fault()).isEmpty();
  }

  @Test
  void shouldNotCallATurnRepeatedThatIsLongerThanWhatIsKeptOrSlips() {
    for (int i = 0; i < 500; i++) {
      see(i % (SETTINGS.maxCycleFrames() + 1));
      assertThat(watch.fault()).isEmpty();
    }
    for (int i = 0; i < 500; i++) {
      see(i % 5 + (i % 50 == 0 ? 10_000 + i : 0));
      assertThat(watch.fault()).isEmpty();
    }
  }

  @Test
  void shouldLetFootageSayTheSameAgainAndAgain() {
    var footage = new PictureWatch(SETTINGS, false);
    for (int i = 0; i < 500; i++) {
      footage.saw(i % 5, i * 100_000_000L);
    }

    assertThat(footage.fault()).isEmpty();
  }

  @Test
  void shouldBelieveEverythingWhenItIsToldTo() {
    var trusting = new PictureWatch(settings(Duration.ZERO), true);
    for (int i = 0; i < 500; i++) {
      trusting.saw(7, i * 1_000_000_000L);
      trusting.looked(Thumbnail.ofLuma(luma(0)), i * 1_000_000_000L);
    }

    assertThat(trusting.fault()).isEmpty();
    assertThat(trusting.wantsDigests()).isFalse();
    assertThat(trusting.wantsLook(0)).isFalse();
  }

  @Test
  void shouldMeasureTheBrightnessNoMoreOftenThanItIsToldTo() {
    boolean first = watch.wantsLook(0);
    brighten(50);
    boolean soon = watch.wantsLook(999_000_000);
    boolean later = watch.wantsLook(1_000_000_000);

    assertThat(first).isTrue();
    assertThat(soon).isFalse();
    assertThat(later).isTrue();
  }

  private void see(long digest) {
    watch.saw(digest, millis * 1_000_000);
    millis += 100;
  }

  private void brighten(int level) {
    long last = Math.max(0, millis - 100);
    watch.looked(Thumbnail.ofLuma(luma(level)), last * 1_000_000);
  }

  private static byte[] luma(int level) {
    byte[] luma = new byte[Thumbnail.WIDTH * Thumbnail.HEIGHT];
    Arrays.fill(luma, (byte) level);
    return luma;
  }

  private static LookSettings settings(Duration after) {
    return new LookSettings(after, after, after, Duration.ofSeconds(1), 16, 4, 40);
  }
}
