package sightline.inference.decode.suppress;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor of numbers in a file of its own, as the tests of ONNX's operators keep them: {@code
 * TensorProto} with raw data, or packed.
 *
 * @param dims size of each axis
 * @param values float or int64, row by row
 */
record TensorFile(List<Integer> dims, List<Double> values) {

  private static final int FLOAT = 1;

  static TensorFile read(Path file) throws IOException {
    var in = CodedInputStream.newInstance(Files.readAllBytes(file));
    var dims = new ArrayList<Integer>();
    var values = new ArrayList<Double>();
    int type = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> dims.add((int) in.readInt64());
        case 2 -> type = in.readInt32();
        case 9 -> addRaw(in.readByteBuffer(), type, values);
        case 4, 7 -> throw new IOException(file + " holds typed data, expected raw data");
        default -> in.skipField(tag);
      }
    }
    return new TensorFile(dims, values);
  }

  private static void addRaw(ByteBuffer raw, int type, List<Double> values) {
    raw.order(ByteOrder.LITTLE_ENDIAN);
    while (raw.hasRemaining()) {
      values.add(type == FLOAT ? raw.getFloat() : (double) raw.getLong());
    }
  }

  float number(int index) {
    return values.get(index).floatValue();
  }

  int whole(int index) {
    return values.get(index).intValue();
  }
}
