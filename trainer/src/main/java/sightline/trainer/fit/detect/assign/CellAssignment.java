package sightline.trainer.fit.detect.assign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.fit.detect.assign.CellGrid.Cell;

/**
 * Which cell learns which object, as SimOTA decides it [Ge 2021, "YOLOX", 2.1]. Cells whose center
 * lies in the object or near its center are candidates; each costs what it gets wrong now, as class
 * and three times as box; those in the object and near its center come first. An object takes as
 * many of the cheapest as the ten best overlaps of its candidates add up to, at least one; a cell
 * that several objects want goes to the one for which it is cheapest.
 */
public final class CellAssignment {

  private static final int OBJECTNESS = 4;
  private static final int FIRST_CLASS = 5;
  private static final double RADIUS = 2.5;
  private static final double BOX_FACTOR = 3;
  private static final double OUTSIDE = 1e5;
  private static final int LOOKED_AT = 10;
  private static final double EPSILON = 1e-8;

  private final CellGrid grid;
  private final List<Cell> cells;

  public CellAssignment(CellGrid grid) {
    this.grid = grid;
    cells = grid.cells();
  }

  /** What it would cost that a cell has an object. */
  private record Candidate(int cell, int object, double overlap, double cost) {}

  /**
   * @param numbers of all rows of the batch as they are now
   * @param objects of each picture
   */
  public GridTargets of(float[] numbers, List<List<Labelled>> objects) {
    var targets = new GridTargets(objects.size() * cells.size(), 1);
    for (int picture = 0; picture < objects.size(); picture++) {
      int first = picture * cells.size();
      Map<Integer, Candidate> taken = new HashMap<>();
      for (int object = 0; object < objects.get(picture).size(); object++) {
        Labelled wanted = objects.get(picture).get(object);
        if (wanted.ignored()) {
          leaveOut(Edges.of(wanted.box()), first, targets);
        } else {
          for (Candidate one : cheapest(candidates(numbers, first, wanted, object))) {
            taken.merge(one.cell(), one, CellAssignment::cheaper);
          }
        }
      }
      for (Candidate one : taken.values()) {
        Labelled object = objects.get(picture).get(one.object());
        Edges truth = Edges.of(object.box());
        int row = first + one.cell();
        targets.put(new GridTargets.Row(row, truth, object.classId(), one.overlap()), 1);
      }
    }
    return targets;
  }

  private void leaveOut(Edges ignored, int first, GridTargets targets) {
    for (int cell = 0; cell < cells.size(); cell++) {
      if (ignored.holds(cells.get(cell).centerX(), cells.get(cell).centerY())) {
        targets.leaveOut(first + cell);
      }
    }
  }

  private List<Candidate> candidates(float[] numbers, int first, Labelled wanted, int object) {
    Edges truth = Edges.of(wanted.box());
    var candidates = new ArrayList<Candidate>();
    for (int cell = 0; cell < cells.size(); cell++) {
      Cell where = cells.get(cell);
      boolean inside = truth.holds(where.centerX(), where.centerY());
      boolean near =
          Math.abs(where.centerX() - truth.centerX()) < RADIUS * where.stride()
              && Math.abs(where.centerY() - truth.centerY()) < RADIUS * where.stride();
      if (inside || near) {
        int at = (first + cell) * grid.columns();
        double overlap = CellGrid.box(where, numbers, at).iou(truth);
        double cost =
            classCost(numbers, at, wanted.classId())
                - BOX_FACTOR * Math.log(overlap + EPSILON)
                + (inside && near ? 0 : OUTSIDE);
        candidates.add(new Candidate(cell, object, overlap, cost));
      }
    }
    return candidates;
  }

  /** Binary cross-entropy of the classes, whose scores are sqrt(class * objectness). */
  private double classCost(float[] numbers, int at, int classId) {
    double object = YoloGrid.sigmoid(numbers[at + OBJECTNESS]);
    double cost = 0;
    for (int i = 0; i < grid.columns() - FIRST_CLASS; i++) {
      double score = Math.sqrt(YoloGrid.sigmoid(numbers[at + FIRST_CLASS + i]) * object);
      cost -= Math.log((i == classId ? score : 1 - score) + EPSILON);
    }
    return cost;
  }

  private static List<Candidate> cheapest(List<Candidate> candidates) {
    double overlaps =
        candidates.stream()
            .mapToDouble(Candidate::overlap)
            .map(overlap -> -overlap)
            .sorted()
            .limit(LOOKED_AT)
            .sum();
    return candidates.stream()
        .sorted(Comparator.comparingDouble(Candidate::cost))
        .limit(Math.max(1, (int) -overlaps))
        .toList();
  }

  private static Candidate cheaper(Candidate one, Candidate other) {
    return other.cost() < one.cost() ? other : one;
  }
}
