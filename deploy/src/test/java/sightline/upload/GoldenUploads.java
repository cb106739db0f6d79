package sightline.upload;

import static sightline.upload.HostileUpload.zip;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.BlobDetector;

/** ZIPs with golden frames: one orange person on a gray ground, and what is said about it. */
final class GoldenUploads {

  static final String PERSON = detection("person", 120, .95);

  private static final byte[] NET = BlobDetector.bytes();
  private static final Color GROUND = new Color(96, 104, 100);
  private static final Color ORANGE = new Color(230, 120, 20);
  private static final byte[] PICTURE = picture();

  private GoldenUploads() {}

  /** What the net really sees. */
  static byte[] honest() {
    return golden(PICTURE, PERSON);
  }

  static List<HostileUpload> all() {
    return List.of(
        zip("golden-elsewhere", golden(PICTURE, detection("person", 20, .95)), "should show"),
        zip("golden-as-car", golden(PICTURE, detection("car", 120, .95)), "should show car"),
        zip("golden-less-sure", golden(PICTURE, detection("person", 120, .6)), "should show"),
        zip("golden-nothing", golden(PICTURE, ""), "which its declared results do not have"),
        zip("golden-unicorn", golden(PICTURE, detection("unicorn", 120, .9)), "cannot be used"),
        zip("golden-no-picture", golden("GIF89a".getBytes(), PERSON), "is no picture"),
        zip("golden-giant-picture", golden(giant(), PERSON), "at most 40000000 pixels"),
        zip(
            "golden-without-results",
            Zips.of("net.onnx", NET, "golden/a.jpg", PICTURE),
            "Expected golden/a.json"),
        zip(
            "golden-no-json",
            Zips.of("net.onnx", NET, "golden/a.jpg", PICTURE, "golden/a.json", "[[["),
            "is no JSON"));
  }

  private static byte[] golden(byte[] picture, String detections) {
    String results = "{\"detections\": [%s]}".formatted(detections);
    return Zips.of("net.onnx", NET, "golden/a.jpg", picture, "golden/a.json", results);
  }

  private static String detection(String label, int left, double score) {
    return "{\"box\": [%d, 80, %d, 200], \"label\": \"%s\", \"score\": %s}"
        .formatted(left, left + 60, label, score);
  }

  private static byte[] picture() {
    var image = new BufferedImage(416, 416, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(GROUND);
    canvas.fillRect(0, 0, 416, 416);
    canvas.setColor(ORANGE);
    canvas.fillRect(120, 80, 60, 120);
    canvas.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The picture, whose header says 60000 by 60000. */
  private static byte[] giant() {
    byte[] changed = PICTURE.clone();
    int frame = 0;
    while ((changed[frame] & 0xFF) != 0xFF || (changed[frame + 1] & 0xFF) != 0xC0) {
      frame++;
    }
    for (int at = frame + 5; at < frame + 9; at += 2) {
      changed[at] = (byte) (60_000 >> 8);
      changed[at + 1] = (byte) (60_000 & 0xFF);
    }
    return changed;
  }
}
