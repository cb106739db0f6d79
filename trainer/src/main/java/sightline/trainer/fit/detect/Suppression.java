package sightline.trainer.fit.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.trainer.fit.detect.assign.Edges;

/**
 * Makes objects of what a net claims of one picture: class by class the best claim stays, and those
 * go that overlap it too much.
 *
 * @param labels by class id
 * @param input boxes are cut at its edges afterwards
 * @param maxOverlap of two objects of one class that both stay, IoU
 */
record Suppression(List<String> labels, FrameSize input, double maxOverlap) {

  /** Claims below this are not looked at; low, so that precision is known at every recall. */
  static final double FLOOR = .01;

  private static final int MOST_CLAIMS = 1000;
  private static final int MOST_OBJECTS = 300;

  /** That an object of that class is there. */
  record Claim(Edges box, int classId, double score) {}

  /** Best score first. */
  List<Detection> of(List<Claim> claims) {
    List<Claim> best =
        claims.stream()
            .filter(claim -> isPossible(claim.box()))
            .sorted(Comparator.comparingDouble(claim -> -claim.score()))
            .limit(MOST_CLAIMS)
            .toList();
    var kept = new ArrayList<Claim>();
    for (Claim claim : best) {
      if (kept.size() < MOST_OBJECTS && kept.stream().noneMatch(other -> hides(other, claim))) {
        kept.add(claim);
      }
    }
    return kept.stream().map(this::detection).toList();
  }

  private static boolean isPossible(Edges box) {
    return box.width() >= 0 && box.height() >= 0 && box.width() + box.height() < 1e9;
  }

  private boolean hides(Claim better, Claim claim) {
    return better.classId() == claim.classId() && better.box().iou(claim.box()) > maxOverlap;
  }

  private Detection detection(Claim claim) {
    Edges edges = claim.box();
    Box box =
        new Box(
                (float) edges.left(),
                (float) edges.top(),
                (float) edges.right(),
                (float) edges.bottom())
            .clippedTo(input);
    return new Detection(
        box, claim.classId(), labels.get(claim.classId()), (float) Math.min(1, claim.score()));
  }
}
