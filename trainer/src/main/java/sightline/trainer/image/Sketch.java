package sightline.trainer.image;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;
import sightline.events.Detection;
import sightline.events.geometry.InputSpec;
import sightline.trainer.data.Pixels;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.feed.Guessed;

/**
 * Draws what is known and what a net says onto the pictures of a batch, for people. Panels from
 * left to right, each only where there is something to show:
 *
 * <ol>
 *   <li>the picture as the net saw it, known objects in thin white boxes, guessed ones in colors;
 *   <li>known and then guessed classes of pixels in colors, ignored ones darkened;
 *   <li>the picture that was to be given back, where it was spoiled, and the one given back;
 *   <li>heat, with the score.
 * </ol>
 *
 * <p>Threading: stateless, any thread. Ownership: native memory is freed before a method returns.
 */
public final class Sketch {

  private static final int QUALITY = 88;
  private static final int WHITE = 0xFFFFFF;

  private Sketch() {}

  /**
   * How pictures are drawn.
   *
   * @param labels by class id
   * @param side about how long the longer side of a panel is, px; smaller pictures are enlarged to
   *     a whole multiple
   */
  public record Style(InputSpec input, List<String> labels, int side) {
    public Style {
      labels = List.copyOf(labels);
    }

    String label(int classId) {
      return classId < labels.size() ? labels.get(classId) : "class " + classId;
    }

    int enlarged() {
      return Math.max(1, Math.round(side / (float) Math.max(input.width(), input.height())));
    }
  }

  /** A JPEG of picture {@code index} and what is known and guessed of it. */
  public static byte[] of(Batch batch, int index, Guessed guessed, Style style) {
    Pixels picture = Stills.ofTensor(batch.pictures(), index, style.input());
    try (var sheet = new Panels(style.enlarged())) {
      sheet.add(picture);
      objects(sheet, batch.objects().get(index), guessed.objects(), style);
      planes(sheet, picture, batch, index, guessed);
      givenBack(sheet, batch, index, guessed, style.input());
      if (guessed.heat().length > 0) {
        sheet.add(Tint.heat(picture, guessed.heat()));
        sheet.write(String.format(Locale.ROOT, "score %.2f", guessed.score()), 2, 2, WHITE);
      }
      return sheet.jpeg(QUALITY);
    }
  }

  private static void objects(
      Panels sheet, List<Labelled> known, List<Detection> guessed, Style style) {
    for (Labelled object : known) {
      sheet.box(object.box(), object.ignored() ? 0x909090 : WHITE, 1);
    }
    for (Detection object : guessed) {
      int color = Tint.ofClass(object.classId());
      sheet.box(object.box(), color, 2);
      String text =
          String.format(Locale.ROOT, "%s %.2f", style.label(object.classId()), object.score());
      sheet.write(text, object.box().left(), object.box().top(), color);
    }
  }

  private static void planes(
      Panels sheet, Pixels picture, Batch batch, int index, Guessed guessed) {
    int size = (int) picture.size().pixels();
    var known = new byte[batch.planes().remaining()];
    batch.planes().get(known);
    int count = known.length / batch.size() / size;
    if (count > 0) {
      sheet.add(Tint.classes(picture, known, index * count * size, count));
    }
    if (guessed.planes().length > 0) {
      sheet.add(Tint.classes(picture, guessed.planes(), 0, guessed.planes().length / size));
    }
  }

  private static void givenBack(
      Panels sheet, Batch batch, int index, Guessed guessed, InputSpec input) {
    if (guessed.picture().length != input.elements()) {
      return;
    }
    if (batch.pictures().mismatch(batch.clean()) >= 0) {
      sheet.add(Stills.ofTensor(batch.clean(), index, input));
    }
    sheet.add(Stills.ofTensor(FloatBuffer.wrap(guessed.picture()), 0, input));
  }
}
