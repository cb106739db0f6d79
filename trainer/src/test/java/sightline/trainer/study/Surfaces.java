package sightline.trainer.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small gray surfaces in MVTec's folders, some with a bright spot. */
final class Surfaces {

  private static final int SIDE = 32;

  private Surfaces() {}

  static Path in(Path folder) throws IOException {
    for (int i = 0; i < 10; i++) {
      write(folder.resolve("train/good"), i, false);
    }
    for (int i = 0; i < 4; i++) {
      write(folder.resolve("test/good"), 100 + i, false);
      write(folder.resolve("test/spot"), 200 + i, true);
      mask(folder.resolve("ground_truth/spot"), 200 + i);
    }
    return folder;
  }

  private static void write(Path folder, int seed, boolean spot) throws IOException {
    var random = new Random(seed);
    var bytes = new byte[SIDE * SIDE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (spot && inSpot(i) ? 240 : 80 + random.nextInt(30));
    }
    save(folder, "%03d.png".formatted(seed), bytes);
  }

  private static void mask(Path folder, int seed) throws IOException {
    var bytes = new byte[SIDE * SIDE];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (inSpot(i) ? 255 : 0);
    }
    save(folder, "%03d_mask.png".formatted(seed), bytes);
  }

  private static boolean inSpot(int pixel) {
    return pixel % SIDE > 10 && pixel % SIDE < 20 && pixel / SIDE > 10 && pixel / SIDE < 20;
  }

  private static void save(Path folder, String name, byte[] gray) throws IOException {
    Files.createDirectories(folder);
    var picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    picture.getRaster().setDataElements(0, 0, SIDE, SIDE, gray);
    ImageIO.write(picture, "png", folder.resolve(name).toFile());
  }
}
