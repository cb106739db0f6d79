package sightline.training;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** A folder of pictures with a red and a blue rectangle each, outlined in YOLO's text files. */
final class DrawnPictures {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 72;
  private static final int HALF = WIDTH / 2;
  private static final int SMALLEST = 28;
  private static final int GROWTH = 16;
  private static final List<Color> COLORS = List.of(Color.RED, Color.BLUE);

  private DrawnPictures() {}

  /** Draws {@code count} pictures with labels {@code red} and {@code blue} into a new folder. */
  static void into(Path folder, int count) throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Path labels = Files.createDirectories(folder.resolve("labels"));
    Files.writeString(folder.resolve("data.yaml"), "names: [red, blue]\n");
    var random = new SplittableRandom(5);
    for (int i = 0; i < count; i++) {
      List<Rectangle> objects = objects(random);
      var file = images.resolve("picture-%02d.jpg".formatted(i)).toFile();
      ImageIO.write(drawn(objects, random), "jpg", file);
      Files.writeString(labels.resolve("picture-%02d.txt".formatted(i)), outlines(objects));
    }
  }

  /** One on each half of the picture, either on either. */
  private static List<Rectangle> objects(SplittableRandom random) {
    int left = random.nextInt(2);
    var objects = new ArrayList<Rectangle>();
    for (int i = 0; i < COLORS.size(); i++) {
      int width = SMALLEST + random.nextInt(GROWTH);
      int height = SMALLEST + random.nextInt(GROWTH);
      int x = (i == left ? 0 : HALF) + random.nextInt(HALF - width);
      objects.add(new Rectangle(x, random.nextInt(HEIGHT - height), width, height));
    }
    return objects;
  }

  private static BufferedImage drawn(List<Rectangle> objects, SplittableRandom random) {
    var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int gray = 100 + random.nextInt(40);
        picture.setRGB(x, y, new Color(gray, gray, gray).getRGB());
      }
    }
    Graphics2D graphics = picture.createGraphics();
    for (int i = 0; i < objects.size(); i++) {
      graphics.setColor(COLORS.get(i));
      graphics.fill(objects.get(i));
    }
    graphics.dispose();
    return picture;
  }

  private static String outlines(List<Rectangle> objects) {
    var lines = new StringBuilder();
    for (int i = 0; i < objects.size(); i++) {
      Rectangle object = objects.get(i);
      double left = (double) object.x / WIDTH;
      double top = (double) object.y / HEIGHT;
      double right = (double) (object.x + object.width) / WIDTH;
      double bottom = (double) (object.y + object.height) / HEIGHT;
      lines.append(
          String.format(
              Locale.ROOT,
              "%d %f %f %f %f %f %f %f %f%n",
              i,
              left,
              top,
              right,
              top,
              right,
              bottom,
              left,
              bottom));
    }
    return lines.toString();
  }
}
