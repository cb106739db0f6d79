package sightline.ingest.source.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sightline.events.SkipReason;
import sightline.events.geometry.FrameSize;

class PictureEncoderTest {

  private static final PictureRules RULES = new PictureRules(0, 85, 1 << 20);
  private static final long MAX_PIXELS = 1 << 24;

  @Test
  void shouldLetAJpegTravelByteForByte() throws IOException {
    byte[] jpeg = image("jpg", 321, 123);

    var ready = ready(jpeg, RULES);

    assertThat(ready.picture().jpeg()).isSameAs(jpeg);
    assertThat(ready.size()).isEqualTo(new FrameSize(321, 123));
  }

  @Test
  void shouldEncodeWhatIsNoJpeg() throws IOException {
    var ready = ready(image("png", 64, 48), RULES);

    assertThat(JpegHeader.size(ready.picture().jpeg())).contains(new FrameSize(64, 48));
    assertThat(ready.size()).isEqualTo(new FrameSize(64, 48));
  }

  @Test
  void shouldMakeALargePictureSmallerAndKeepItsShape() throws IOException {
    var ready = ready(image("jpg", 640, 320), new PictureRules(100, 85, 1 << 20));

    assertThat(ready.size()).isEqualTo(new FrameSize(100, 50));
    assertThat(JpegHeader.size(ready.picture().jpeg())).contains(new FrameSize(100, 50));
  }

  @Test
  void shouldShrinkAPictureThatIsTooManyBytes() throws IOException {
    byte[] jpeg = image("jpg", 640, 480);

    var ready = ready(jpeg, new PictureRules(0, 95, jpeg.length / 8));

    assertThat(ready.picture().sizeBytes()).isLessThanOrEqualTo(jpeg.length / 8);
    assertThat(JpegHeader.size(ready.picture().jpeg())).contains(ready.size());
  }

  @Test
  void shouldSkipWhatCannotBeMadeSmallEnough() throws IOException {
    assertThat(
            PictureEncoder.encodeFile(
                image("jpg", 640, 480), new PictureRules(0, 85, 100), MAX_PIXELS))
        .isEqualTo(new Encoded.Unfit(SkipReason.OVERSIZE));
  }

  @Test
  void shouldLetGarbageTravelWithoutASize() {
    byte[] garbage = {1, 2, 3, 4};

    assertThat(ready(garbage, RULES).size()).isEqualTo(FrameSize.UNKNOWN);
    assertThat(ready(garbage, RULES).picture().jpeg()).isSameAs(garbage);
    assertThat(ready(new byte[0], RULES).size()).isEqualTo(FrameSize.UNKNOWN);
  }

  @Test
  void shouldNotDecodeAPictureOfTooManyPixels() throws IOException {
    byte[] png = image("png", 100, 100);
    png[16] = 0x7F; // the header now says that it is two billion pixels wide

    assertThat(PictureEncoder.encodeFile(png, RULES, MAX_PIXELS))
        .isEqualTo(new Encoded.Unfit(SkipReason.OVERSIZE));
  }

  @Property
  void shouldReadSomeHeaderOrNoneFromWhateverComes(@ForAll byte[] bytes) {
    byte[] jpeg = Arrays.copyOf(bytes, bytes.length + 2);
    jpeg[0] = (byte) 0xFF;
    jpeg[1] = (byte) 0xD8;

    assertThat(JpegHeader.size(jpeg)).matches(size -> size.isEmpty() || size.get().pixels() > 0);
  }

  @Property
  void shouldSurviveATruncatedHeader(@ForAll int length) throws IOException {
    byte[] jpeg = image("jpg", 33, 44);
    byte[] cut = Arrays.copyOf(jpeg, Math.floorMod(length, jpeg.length));

    assertThat(JpegHeader.size(cut)).matches(size -> size.isEmpty() || size.get().width() == 33);
  }

  private static Encoded.Ready ready(byte[] file, PictureRules rules) {
    return (Encoded.Ready) PictureEncoder.encodeFile(file, rules, MAX_PIXELS);
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }
}
