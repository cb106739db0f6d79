package sightline.trainer.study.latent;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import sightline.events.geometry.InputSpec;
import sightline.trainer.data.Pixels;
import sightline.trainer.feed.Batch;
import sightline.trainer.feed.Guessed;
import sightline.trainer.feed.load.EvaluationPass;
import sightline.trainer.feed.load.Pool;
import sightline.trainer.fit.Evaluation;
import sightline.trainer.image.ContactSheet;
import sightline.trainer.image.ContactSheet.Cell;
import sightline.trainer.image.Stills;
import sightline.trainer.study.frame.Lesson;

/**
 * Pictures that a net gives back beside what they were, as people see them: 8 bits.
 *
 * <p>Threading: one platform thread.
 */
final class Comparison {

  static final String EIGHT_BITS = "eightBitPsnr";
  static final String JPEG = "jpegPsnr";
  static final String JPEG_BYTES = "jpegBytes";
  static final String SCAN = "scanPsnr";
  static final String SCAN_BYTES = "scanBytes";

  private static final int COLUMNS = 6;
  private static final int SIDE = 176;
  private static final int GAP = 6;

  private final Lesson lesson;
  private final InputSpec input;

  Comparison(Lesson lesson, InputSpec input) {
    this.lesson = lesson;
    this.input = input;
  }

  /** A picture three times, each as people see it. */
  private record Triple(Pixels shown, Pixels given, Pixels clean) {}

  private List<Triple> triples(Pool pool) throws InterruptedException {
    var triples = new ArrayList<Triple>();
    var evaluation = new Evaluation(lesson.task(), lesson.weights());
    try (var pass = new EvaluationPass(lesson.settings(pool), pool)) {
      for (var batch = pass.next(); batch.isPresent(); batch = pass.next()) {
        try (Batch shown = batch.orElseThrow()) {
          List<Guessed> guesses = evaluation.look(shown);
          for (int i = 0; i < guesses.size(); i++) {
            var given = FloatBuffer.wrap(guesses.get(i).picture());
            triples.add(
                new Triple(
                    Stills.ofTensor(shown.pictures(), i, input),
                    Stills.ofTensor(given, 0, input),
                    Stills.ofTensor(shown.clean(), i, input)));
          }
        }
      }
    }
    return triples;
  }

  /**
   * Rows of originals, of what is given back, and of JPEGs of at most {@code bytes}; a PNG.
   *
   * @param figures to which means over {@code pool} are added
   */
  byte[] withJpeg(Pool pool, int bytes, Map<String, Double> figures)
      throws IOException, InterruptedException {
    List<Triple> triples = triples(pool);
    var rows = List.of(cells(), cells(), cells(), cells());
    for (int i = 0; i < triples.size(); i++) {
      Pixels clean = triples.get(i).clean();
      Jpeg whole = Jpeg.within(clean, bytes, Jpeg.Count.WHOLE);
      Jpeg scan = Jpeg.within(clean, bytes, Jpeg.Count.SCAN);
      double share = 1. / triples.size();
      double given = Jpeg.psnr(triples.get(i).given(), clean);
      add(figures, EIGHT_BITS, given * share);
      add(figures, JPEG, Jpeg.psnr(whole.picture(), clean) * share);
      add(figures, JPEG_BYTES, whole.bytes() * share);
      add(figures, SCAN, Jpeg.psnr(scan.picture(), clean) * share);
      add(figures, SCAN_BYTES, scan.bytes() * share);
      if (isShown(i, triples.size())) {
        rows.get(0).add(new Cell(clean, "original"));
        rows.get(1).add(cell(triples.get(i).given(), clean, bytes));
        rows.get(2).add(cell(whole.picture(), clean, whole.bytes()));
        rows.get(3).add(cell(scan.picture(), clean, scan.bytes()));
      }
    }
    return sheet(rows);
  }

  private static List<Cell> cells() {
    return new ArrayList<>();
  }

  private static Cell cell(Pixels picture, Pixels clean, int bytes) {
    double psnr = Jpeg.psnr(picture, clean);
    return new Cell(picture, String.format(Locale.ROOT, "%.1f dB, %d B", psnr, bytes));
  }

  private static void add(Map<String, Double> figures, String name, double value) {
    figures.merge(name, value, Double::sum);
  }

  /** Some pictures, spread evenly. */
  private static boolean isShown(int index, int count) {
    int columns = Math.min(COLUMNS, count);
    return index == 0 || index * columns / count > (index - 1) * columns / count;
  }

  /** Rows of what went in, of what is given back, and of what it was; a PNG. */
  byte[] ofMending(Pool pool) throws InterruptedException {
    List<Triple> triples = triples(pool);
    var rows = List.of(cells(), cells(), cells());
    for (int i = 0; i < triples.size(); i++) {
      if (isShown(i, triples.size())) {
        Triple one = triples.get(i);
        rows.get(0).add(new Cell(one.shown(), decibels(one.shown(), one.clean())));
        rows.get(1).add(new Cell(one.given(), decibels(one.given(), one.clean())));
        rows.get(2).add(new Cell(one.clean(), "original"));
      }
    }
    return sheet(rows);
  }

  private static String decibels(Pixels one, Pixels other) {
    return String.format(Locale.ROOT, "%.1f dB", Jpeg.psnr(one, other));
  }

  private static byte[] sheet(List<List<Cell>> rows) {
    var cells = rows.stream().flatMap(List::stream).toList();
    var layout = new ContactSheet.Layout(rows.get(0).size(), SIDE, GAP);
    return Stills.png(ContactSheet.of(cells, layout));
  }
}
