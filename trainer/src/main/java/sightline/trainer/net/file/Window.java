package sightline.trainer.net.file;

import java.util.List;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Padding;

/**
 * A square window that goes over a picture.
 *
 * @param around what is added before
 */
record Window(int kernel, int stride, int dilation, Padding around) {

  private static final long MOST = 1 << 12;

  /** The window of {@code call} over {@code in}. */
  static Window of(Call call, Value in, List<Long> kernel) {
    int side = both(call, "a kernel", kernel);
    int stride = both(call, "strides", call.node().wholes("strides", 1L, 1L));
    int dilation = both(call, "dilations", call.node().wholes("dilations", 1L, 1L));
    String automatic = call.node().text("auto_pad", "NOTSET");
    Padding around =
        switch (automatic) {
          case "NOTSET" -> given(call);
          case "VALID" -> new Padding(0, 0, 0, 0);
          case "SAME_UPPER" -> same(in, dilation * (side - 1) + 1, stride, false);
          case "SAME_LOWER" -> same(in, dilation * (side - 1) + 1, stride, true);
          default -> throw call.refused("auto_pad " + automatic);
        };
    return new Window(side, stride, dilation, around);
  }

  private static int both(Call call, String what, List<Long> numbers) {
    boolean fine =
        numbers.size() == 2
            && numbers.get(0).equals(numbers.get(1))
            && numbers.get(0) >= 1
            && numbers.get(0) <= MOST;
    call.require(fine, what + " of " + numbers + ", expected the same both ways");
    return numbers.get(0).intValue();
  }

  private static Padding given(Call call) {
    List<Long> pads = call.node().wholes("pads", 0L, 0L, 0L, 0L);
    call.require(
        pads.size() == 4 && pads.stream().allMatch(pad -> pad >= 0 && pad <= MOST), "pads " + pads);
    return new Padding(
        pads.get(1).intValue(),
        pads.get(0).intValue(),
        pads.get(3).intValue(),
        pads.get(2).intValue());
  }

  private static Padding same(Value in, int reach, int stride, boolean moreBefore) {
    int high = missing(in.height(), reach, stride);
    int wide = missing(in.width(), reach, stride);
    int more = moreBefore ? 1 : 0;
    int top = (high + more) / 2;
    int left = (wide + more) / 2;
    return new Padding(left, top, wide - left, high - top);
  }

  private static int missing(int size, int reach, int stride) {
    return Math.max(0, ((size + stride - 1) / stride - 1) * stride + reach - size);
  }

  /** The same on all sides. */
  boolean isEven() {
    return around.left() == around.top()
        && around.left() == around.right()
        && around.left() == around.bottom();
  }

  boolean isNarrow() {
    return isEven() && around.left() == 0;
  }

  /** {@code in} with {@code number} around. */
  Value padded(Value in, double number) {
    return isNarrow() ? in : in.pad(around, number);
  }
}
