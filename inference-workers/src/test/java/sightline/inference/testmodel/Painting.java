package sightline.inference.testmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Random;
import sightline.events.geometry.Box;

/** A square picture of rectangles on a plain ground, as three planes of blue, green, red. */
final class Painting {

  private static final int CHANNELS = 3;

  private final int side;
  private final FloatBuffer planes;

  Painting(int side, float... ground) {
    this.side = side;
    int bytes = CHANNELS * side * side * Float.BYTES;
    planes = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
    paint(new Box(0, 0, side, side), ground);
  }

  /** Fills {@code box}, whose edges are whole numbers. */
  Painting paint(Box box, float... color) {
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int y = (int) box.top(); y < box.bottom(); y++) {
        for (int x = (int) box.left(); x < box.right(); x++) {
          planes.put((channel * side + y) * side + x, color[channel]);
        }
      }
    }
    return this;
  }

  /** Adds Gaussian noise of that standard deviation to every number. */
  Painting grain(double deviation) {
    var random = new Random(7);
    for (int i = 0; i < planes.capacity(); i++) {
      double noisy = planes.get(i) + deviation * random.nextGaussian();
      planes.put(i, Math.round(Math.max(0, Math.min(255, noisy))));
    }
    return this;
  }

  FloatBuffer planes() {
    return planes;
  }
}
