package sightline.inference.model;

import java.util.List;
import java.util.Locale;

/** The element types of tensors that an engine can be given and whose outputs can be read. */
public final class ElementTypes {

  /** In lower case, as {@link TensorInfo} has them. */
  public static final List<String> NAMES =
      List.of("float", "float16", "double", "uint8", "int8", "int16", "int32", "int64", "bool");

  private ElementTypes() {}

  /** Whether tensors of {@code elementType} can be given and read. */
  public static boolean readable(String elementType) {
    return NAMES.contains(elementType.toLowerCase(Locale.ROOT));
  }
}
