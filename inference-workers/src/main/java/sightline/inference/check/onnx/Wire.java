package sightline.inference.check.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import sightline.inference.bundle.BadUpload;

/**
 * Protobuf, field by field; long values are skipped, never held.
 *
 * <p>Threading: one thread.
 */
final class Wire {

  private final CodedInputStream in;
  private final long fileBytes;
  private int tag;

  /** Takes the fields of one message, one after the other. */
  interface Fields {
    /** Reads the field from {@code wire}; false when it is of no interest, and untouched. */
    boolean read(int field, Wire wire) throws IOException, BadUpload;
  }

  private Wire(InputStream in, long fileBytes) {
    this.in = CodedInputStream.newInstance(in);
    this.fileBytes = fileBytes;
    this.in.setSizeLimit(Integer.MAX_VALUE);
  }

  /** Reads the message that is all of {@code file}. */
  static void read(Path file, Fields fields, int... singular) throws IOException, BadUpload {
    long size = Files.size(file);
    if (size > Integer.MAX_VALUE) {
      throw new BadUpload(
          "The ONNX file has %d bytes, expected less than 2 GiB and the rest as external data.",
          size);
    }
    try (InputStream in = Files.newInputStream(file)) {
      var wire = new Wire(in, size);
      try {
        wire.each(fields, singular);
      } catch (InvalidProtocolBufferException e) {
        throw wire.notOnnx(wire.in.isAtEnd() ? "it ends too early" : "no such field exists");
      }
    }
  }

  /**
   * Reads the message that is the value of the current field.
   *
   * @param singular fields that may come only once; readers differ in what they make of a second
   */
  void message(Fields fields, int... singular) throws IOException, BadUpload {
    int outer = in.pushLimit(length());
    each(fields, singular);
    if (in.getBytesUntilLimit() > 0) {
      throw cutOff();
    }
    in.popLimit(outer);
  }

  private void each(Fields fields, int... singular) throws IOException, BadUpload {
    var seen = new boolean[singular.length];
    for (tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      for (int i = 0; i < singular.length; i++) {
        if (singular[i] == field && seen[i]) {
          throw notOnnx("field %d comes twice".formatted(field));
        }
        seen[i] |= singular[i] == field;
      }
      if (!fields.read(field, this)) {
        skip();
      }
    }
  }

  private void skip() throws IOException, BadUpload {
    switch (WireFormat.getTagWireType(tag)) {
      case WireFormat.WIRETYPE_VARINT, WireFormat.WIRETYPE_FIXED32, WireFormat.WIRETYPE_FIXED64 -> {
        boolean ignored = in.skipField(tag);
      }
      case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.skipRawBytes(length());
      default -> throw notOnnx("field %d is a group".formatted(WireFormat.getTagFieldNumber(tag)));
    }
  }

  /** The whole number that is the value of the current field. */
  long number() throws IOException, BadUpload {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_VARINT) {
      throw notOnnx("field %d is no number".formatted(WireFormat.getTagFieldNumber(tag)));
    }
    return in.readRawVarint64();
  }

  /** Whole numbers, one of them or many packed. */
  void numbers(LongConsumer each) throws IOException, BadUpload {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      each.accept(in.readRawVarint64());
      return;
    }
    int outer = in.pushLimit(length());
    while (in.getBytesUntilLimit() > 0) {
      each.accept(in.readRawVarint64());
    }
    in.popLimit(outer);
  }

  /**
   * How many numbers of {@code bytes} each are the value of the current field; they are skipped.
   */
  long skipFixed(int bytes) throws IOException, BadUpload {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      skip();
      return 1;
    }
    return skipBytes() / bytes;
  }

  /** How many bytes are the value of the current field; they are skipped. */
  int skipBytes() throws IOException, BadUpload {
    int length = length();
    in.skipRawBytes(length);
    return length;
  }

  String text(Counts counts) throws IOException, BadUpload {
    int length = length();
    counts.text(length);
    return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
  }

  private int length() throws IOException, BadUpload {
    if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw notOnnx("field %d has no length".formatted(WireFormat.getTagFieldNumber(tag)));
    }
    int length = in.readRawVarint32();
    if (length < 0 || length > fileBytes - in.getTotalBytesRead()) {
      throw cutOff();
    }
    return length;
  }

  private BadUpload cutOff() {
    return notOnnx("it ends too early");
  }

  private BadUpload notOnnx(String found) {
    return new BadUpload(
        "This is no whole ONNX file: %s (byte %d of %d).",
        found, in.getTotalBytesRead(), fileBytes);
  }
}
