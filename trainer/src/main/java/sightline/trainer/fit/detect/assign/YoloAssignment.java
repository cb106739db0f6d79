package sightline.trainer.fit.detect.assign;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import sightline.trainer.feed.Batch.Labelled;

/**
 * Who learns what in a YOLO grid [Redmon and Farhadi 2017]: an object belongs to the cell that its
 * center lies in, and there to the free anchor whose shape is nearest. A row that says a box with
 * an overlap above .6 with any object, its own or not, is not told that there is none.
 *
 * @param byOverlap whether objectness is to be the overlap of what the row says with its object, or
 *     1
 */
public record YoloAssignment(YoloGrid grid, boolean byOverlap) {

  private static final double IGNORED_ABOVE = .6;
  private static final double BACKGROUND = .5;

  /**
   * @param numbers of all rows of the batch as they are now
   * @param objects of each picture
   */
  public GridTargets of(float[] numbers, List<List<Labelled>> objects) {
    var targets = new GridTargets(objects.size() * grid.rows(), BACKGROUND);
    for (int picture = 0; picture < objects.size(); picture++) {
      leaveOut(numbers, picture, objects.get(picture), targets);
      boolean[] taken = new boolean[grid.rows()];
      for (Labelled object : objects.get(picture)) {
        if (!object.ignored()) {
          place(numbers, picture, object, new Places(taken, targets));
        }
      }
    }
    return targets;
  }

  private void leaveOut(float[] numbers, int picture, List<Labelled> objects, GridTargets targets) {
    List<Edges> truths = objects.stream().map(object -> Edges.of(object.box())).toList();
    int first = picture * grid.rows();
    for (int row = first; row < first + grid.rows() && !truths.isEmpty(); row++) {
      Edges said = grid.box(numbers, row);
      for (Edges truth : truths) {
        if (said.iou(truth) > IGNORED_ABOVE) {
          targets.leaveOut(row);
        }
      }
    }
  }

  private void place(float[] numbers, int picture, Labelled object, Places places) {
    Edges truth = Edges.of(object.box());
    int column = Math.min(grid.across() - 1, (int) (truth.centerX() / grid.stride()));
    int line = Math.min(grid.down() - 1, (int) (truth.centerY() / grid.stride()));
    int cell = line * grid.across() + column;
    IntStream.range(0, grid.anchors().size())
        .boxed()
        .sorted(Comparator.comparingDouble(anchor -> -likeness(anchor, truth)))
        .mapToInt(anchor -> anchor * grid.cells() + cell)
        .filter(row -> !places.taken()[row])
        .findFirst()
        .ifPresent(
            row -> {
              places.taken()[row] = true;
              int number = picture * grid.rows() + row;
              double overlap = grid.box(numbers, number).iou(truth);
              places
                  .targets()
                  .put(
                      new GridTargets.Row(number, truth, object.classId(), overlap),
                      byOverlap ? overlap : 1);
            });
  }

  private double likeness(int anchor, Edges truth) {
    return grid.anchors()
        .get(anchor)
        .iou(truth.width() / grid.stride(), truth.height() / grid.stride());
  }

  private record Places(boolean[] taken, GridTargets targets) {}
}
