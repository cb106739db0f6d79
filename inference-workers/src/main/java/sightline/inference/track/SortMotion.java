package sightline.inference.track;

import sightline.events.geometry.Box;

/**
 * The filter of SORT: center, area and aspect ratio, of which the ratio has no velocity. Noise is
 * that of the authors' program, in px.
 */
final class SortMotion implements Motion {

  private static final int AREA = 2;
  private static final int RATIO = 3;

  @Override
  public void start(float[] state, Box box) {
    Axis.start(state, 0, (box.left() + box.right()) / 2, 10, 10_000);
    Axis.start(state, 1, (box.top() + box.bottom()) / 2, 10, 10_000);
    Axis.start(state, AREA, box.area(), 10, 10_000);
    Axis.start(state, RATIO, box.width() / box.height(), 10, 0);
  }

  @Override
  public void predict(float[] state, boolean seen) {
    if (Axis.value(state, AREA) + Axis.velocity(state, AREA) <= 0) {
      Axis.stop(state, AREA);
    }
    Axis.predict(state, 0, 1, .01);
    Axis.predict(state, 1, 1, .01);
    Axis.predict(state, AREA, 1, .0001);
    Axis.predict(state, RATIO, 1, 0);
  }

  @Override
  public void correct(float[] state, Box box) {
    Axis.correct(state, 0, (box.left() + box.right()) / 2, 1);
    Axis.correct(state, 1, (box.top() + box.bottom()) / 2, 1);
    Axis.correct(state, AREA, box.area(), 10);
    Axis.correct(state, RATIO, box.width() / box.height(), 10);
  }

  @Override
  public double width(float[] state) {
    return Math.sqrt(Axis.value(state, AREA) * Axis.value(state, RATIO));
  }

  @Override
  public double height(float[] state) {
    return Axis.value(state, AREA) / width(state);
  }
}
