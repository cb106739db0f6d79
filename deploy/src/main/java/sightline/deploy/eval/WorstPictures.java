package sightline.deploy.eval;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import sightline.deploy.eval.report.EvalReport.Mark;
import sightline.deploy.eval.report.EvalReport.Worst;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.score.Guess;
import sightline.trainer.score.detection.Confusion;
import sightline.trainer.score.detection.Confusion.PictureErrors;

/** The pictures with the gravest errors, made small, with what is there and what is seen. */
final class WorstPictures {

  private static final int MOST = 12;
  private static final int SIDE = 360;
  private static final double SEEN_FROM = .25;

  private final List<String> labels;
  private final Map<String, Sample> samples;
  private final Map<String, List<Guess>> guesses;

  /** Of these samples and guesses, whose classes are those of {@code labels}. */
  WorstPictures(List<String> labels, List<Sample> samples, List<Guess> guesses) {
    this.labels = labels;
    this.samples = samples.stream().collect(Collectors.toMap(Sample::id, Function.identity()));
    this.guesses = guesses.stream().collect(Collectors.groupingBy(Guess::sample));
  }

  /** Those of {@code confusion} that have errors at all, worst first. */
  List<Worst> of(Confusion confusion) {
    return confusion.pictures().stream()
        .filter(one -> one.gravity() > 0)
        .limit(MOST)
        .map(this::worst)
        .toList();
  }

  private Worst worst(PictureErrors errors) {
    Sample sample = samples.get(errors.sample());
    var marks = new ArrayList<Mark>();
    for (Truth truth : sample.truths()) {
      marks.add(new Mark(truth.box(), labels.get(truth.classId()), true, 1));
    }
    for (Guess guess : guesses.getOrDefault(sample.id(), List.of())) {
      if (guess.score() >= SEEN_FROM) {
        marks.add(new Mark(guess.box(), labels.get(guess.classId()), false, guess.score()));
      }
    }
    BufferedImage picture = read(sample.picture());
    return new Worst(
        sample.id(),
        errors.gravity(),
        errors.missed(),
        errors.invented(),
        errors.confused(),
        picture == null ? "" : small(picture),
        picture == null ? sample.size().width() : picture.getWidth(),
        picture == null ? sample.size().height() : picture.getHeight(),
        marks);
  }

  /** Null when Java cannot read it, which is no harm: the marks are shown on black. */
  private static BufferedImage read(Path picture) {
    try {
      return ImageIO.read(picture.toFile());
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static String small(BufferedImage picture) {
    double share = Math.min(1, (double) SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    int width = Math.max(1, (int) (picture.getWidth() * share));
    int height = Math.max(1, (int) (picture.getHeight() * share));
    var small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(picture, 0, 0, width, height, null);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(small, "jpg", bytes);
    } catch (IOException e) {
      return "";
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
