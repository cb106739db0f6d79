package sightline.trainer.study.frame;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sightline.trainer.study.report.StudyReport.Figure;
import sightline.trainer.study.report.StudyReport.Figures;

/** Pictures of runs for a report. */
public final class Shown {

  private Shown() {}

  /**
   * Picture {@code number} of the first run of each kind; empty when there is none.
   *
   * @param columns beside each other at most
   */
  public static Optional<Figures> of(
      List<RunResult> results, List<String> kinds, int number, String caption, int columns) {
    var figures = new ArrayList<Figure>();
    for (String kind : kinds) {
      results.stream()
          .filter(one -> one.kind().equals(kind) && one.pictures().size() > number)
          .findFirst()
          .ifPresent(one -> figures.add(figure(one, one.pictures().get(number))));
    }
    return figures.isEmpty()
        ? Optional.empty()
        : Optional.of(new Figures(caption, figures, columns));
  }

  private static Figure figure(RunResult run, RunResult.Picture picture) {
    Path file = Path.of("runs", run.name()).resolve(picture.file());
    return new Figure(
        file,
        picture.caption().isEmpty()
            ? run.kind()
            : "%s: %s".formatted(run.kind(), picture.caption()));
  }
}
