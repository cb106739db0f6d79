package sightline.deploy.soak.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.stream.LongStream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;

class StampedPictureTest {

  private static final byte[] PICTURE = ScenePictures.of(7, 5).get(0);

  @Test
  void shouldStayAPictureAndCarryItsNumber() throws Exception {
    byte[] stamped = StampedPicture.of(PICTURE, 123_456);

    assertThat(StampedPicture.number(stamped)).hasValue(123_456);
    assertThat(ImageIO.read(new ByteArrayInputStream(stamped)).getWidth()).isEqualTo(480);
  }

  @Test
  void shouldHaveNoNumberWithoutAStamp() {
    assertThat(StampedPicture.number(PICTURE)).isEmpty();
    assertThat(StampedPicture.number(new byte[0])).isEmpty();
  }

  @Test
  void shouldBreakTheBodyButKeepTheSize() {
    byte[] broken = StampedPicture.broken(StampedPicture.of(PICTURE, 1), 1);

    Encoded encoded = PictureEncoder.encodeFile(broken, new PictureRules(0, 85, 1 << 20), 1 << 24);
    assertThat(((Encoded.Ready) encoded).size().width()).isEqualTo(480);
    assertThatThrownBy(() -> ImageIO.read(new ByteArrayInputStream(broken)))
        .isInstanceOf(IIOException.class);
  }

  @Test
  void shouldPoisonOnePictureInAHundred() {
    var camera = new SceneCamera("gate", 3, 5, true);

    long poisoned = LongStream.range(0, 100_000).filter(camera::isPoison).count();

    assertThat(poisoned).isCloseTo(1_000, Percentage.withPercentage(10));
    var healthy = new SceneCamera("gate", 3, 5, false);
    assertThat(LongStream.range(0, 1_000).filter(healthy::isPoison)).isEmpty();
  }
}
