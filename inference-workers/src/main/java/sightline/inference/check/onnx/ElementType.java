package sightline.inference.check.onnx;

import java.util.Map;
import sightline.inference.bundle.BadUpload;

/**
 * How the numbers of a tensor are stored.
 *
 * @param bits of one in raw data; 0: there is no raw data of this type
 * @param perEntry how many share an entry of the typed lists; negative: entries for one
 */
record ElementType(int bits, int perEntry) {

  private static final ElementType BYTE = new ElementType(8, 1);
  private static final ElementType SHORT = new ElementType(16, 1);
  private static final ElementType INT = new ElementType(32, 1);
  private static final ElementType LONG = new ElementType(64, 1);
  private static final ElementType NIBBLE = new ElementType(4, 2);

  /** By the number that {@code TensorProto.DataType} gives them. */
  private static final Map<Integer, ElementType> TYPES =
      Map.ofEntries(
          Map.entry(1, INT),
          Map.entry(2, BYTE),
          Map.entry(3, BYTE),
          Map.entry(4, SHORT),
          Map.entry(5, SHORT),
          Map.entry(6, INT),
          Map.entry(7, LONG),
          Map.entry(8, new ElementType(0, 1)),
          Map.entry(9, BYTE),
          Map.entry(10, SHORT),
          Map.entry(11, LONG),
          Map.entry(12, INT),
          Map.entry(13, LONG),
          Map.entry(14, new ElementType(64, -2)),
          Map.entry(15, new ElementType(128, -2)),
          Map.entry(16, SHORT),
          Map.entry(17, BYTE),
          Map.entry(18, BYTE),
          Map.entry(19, BYTE),
          Map.entry(20, BYTE),
          Map.entry(21, NIBBLE),
          Map.entry(22, NIBBLE),
          Map.entry(23, NIBBLE));

  static ElementType of(int number, String what) throws BadUpload {
    ElementType type = TYPES.get(number);
    if (type == null) {
      throw new BadUpload("%s has numbers of type %d, which ONNX does not know.", what, number);
    }
    return type;
  }

  /** Bytes of raw data for {@code elements}. */
  long bytes(long elements) {
    return (elements * bits + 7) / 8;
  }

  /** Entries of a typed list for {@code elements}. */
  long entries(long elements) {
    return perEntry > 0 ? (elements + perEntry - 1) / perEntry : elements * -perEntry;
  }
}
