package sightline.trainer.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Reads message ValueInfoProto: the name and the sizes of what goes in or out. */
final class ValueReader {

  private ValueReader() {}

  static String name(ModelReader model, ByteBuffer message) {
    var name = new StringBuilder();
    var wire = new Wire(message);
    wire.each(
        field -> {
          if (field == 1) {
            name.append(model.text(wire));
          }
        });
    return name.toString();
  }

  /** Sizes, 0 where one has a name only; none for what is no tensor. */
  static List<Integer> sizes(ByteBuffer message) {
    var sizes = new ArrayList<Integer>();
    // ValueInfoProto.type, TypeProto.tensor_type, its shape, its dim, that one's value
    within(
        message,
        2,
        type -> within(type, 1, tensor -> within(tensor, 2, shape -> dims(shape, sizes))));
    return sizes;
  }

  private static void dims(ByteBuffer shape, List<Integer> sizes) {
    within(
        shape,
        1,
        dim -> {
          var wire = new Wire(dim);
          var size = new long[1];
          IntConsumer value =
              field -> {
                if (field == 1) {
                  size[0] = Math.max(0, wire.whole());
                }
              };
          wire.each(value);
          sizes.add(ModelReader.size(size[0]));
          ModelReader.requireAxes(sizes);
        });
  }

  private static void within(
      ByteBuffer message, int number, java.util.function.Consumer<ByteBuffer> inner) {
    var wire = new Wire(message);
    wire.each(
        field -> {
          if (field == number) {
            inner.accept(wire.message());
          }
        });
  }
}
