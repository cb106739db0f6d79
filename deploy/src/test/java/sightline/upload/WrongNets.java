package sightline.upload;

import static sightline.upload.HostileUpload.net;

import java.util.List;
import java.util.Map;
import sightline.inference.testmodel.OnnxWriter;
import sightline.inference.testmodel.SmallYolox;

/** Sound ONNX files that are not for us: another task, other tensors, impossible answers. */
final class WrongNets {

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int BOOL = 9;

  private WrongNets() {}

  static List<HostileUpload> all() {
    return List.of(
        net("classifier", averages(3), "fit none of the known families"),
        net("embedding", averages(256), "fit none of the known families"),
        net("two-inputs", twoInputs(), "fit none of the known families"),
        net("string-input", cast(OnnxWriter.STRING), "string"),
        net("half-input", cast(OnnxWriter.FLOAT16), "float16"),
        net("byte-input", cast(OnnxWriter.UINT8), "uint8"),
        net("batch-of-four", new SmallYolox().batch(4).bytes(), "batch of 1"),
        net("five-axes", fiveAxes(), "4 axes"),
        net("whole-numbers-out", wholeNumbersOut(), "int64"),
        net("not-open", reshaped(List.of(1L, 1L, 1L)), "no two pictures"),
        net("fails-when-run", failing(), "the engine failed"),
        net("nan", new SmallYolox().row(Float.NaN).bytes(), "are not finite"),
        net("infinite", row(0, Float.POSITIVE_INFINITY, .9f), "are not finite"),
        net("infinite-boxes", row(0, 1e30f, .9f), "no finite numbers"),
        net("score-of-forty", row(0, 0, 40), "a score of 4"),
        net("never-ends", neverEnding(), "takes longer than"));
  }

  private static byte[] row(float x, float width, float objectness) {
    return new SmallYolox().row(x, .5f, width, 0, objectness, 1, .1f).bytes();
  }

  private static String images(OnnxWriter file) {
    return file.input("images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
  }

  /** One row of {@code numbers} for each picture. */
  private static byte[] averages(long numbers) {
    var file = new OnnxWriter();
    Map<String, Object> whole = Map.of("axes", List.of(1, 2, 3), "keepdims", 0);
    String mean = file.node("ReduceMean", whole, images(file));
    String column = file.node("Reshape", Map.of(), mean, file.longs(-1, 1));
    String row = file.node("Expand", Map.of(), column, file.longs(1, numbers));
    file.output(row, "N", numbers);
    return file.write("averages");
  }

  private static byte[] twoInputs() {
    var net = new SmallYolox();
    String other = net.file().input("other", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
    return net.bytes(net.file().node("Add", Map.of(), images(net.file()), other));
  }

  /** Takes pictures in numbers of {@code type}. */
  static byte[] cast(int type) {
    var net = new SmallYolox();
    String images = net.file().input(type, "images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
    return net.bytes(net.file().node("Cast", Map.of("to", FLOAT), images));
  }

  private static byte[] fiveAxes() {
    var net = new SmallYolox();
    return net.bytes(net.file().input("images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE, 1));
  }

  private static byte[] wholeNumbersOut() {
    var net = new SmallYolox();
    String images = images(net.file());
    net.file().output(INT64, net.file().node("Shape", Map.of(), images), 4);
    return net.bytes(images);
  }

  /** Says that its batch is open, and then takes only one picture. */
  private static byte[] reshaped(List<Long> shape) {
    var net = new SmallYolox();
    Map<String, Object> whole = Map.of("axes", List.of(1, 2, 3), "keepdims", 0);
    String mean = net.file().node("ReduceMean", whole, images(net.file()));
    long[] dims = shape.stream().mapToLong(Long::longValue).toArray();
    String one = net.file().node("Reshape", Map.of(), mean, net.file().longs(dims));
    return net.bytes(net.file().node("Reshape", Map.of(), one, net.file().longs(-1, 1, 1, 1)));
  }

  private static byte[] failing() {
    var net = new SmallYolox();
    OnnxWriter file = net.file();
    String sevenths = file.node("Reshape", Map.of(), images(file), file.longs(-1, 7));
    return net.bytes(file.node("Reshape", Map.of(), sevenths, file.longs(-1, 3, 32, 32)));
  }

  private static byte[] neverEnding() {
    var body = new OnnxWriter();
    String ignored = body.input(INT64, "turn");
    body.node("Identity", Map.of(), List.of(body.input(BOOL, "go")), List.of("goOn"));
    body.node("Neg", Map.of(), List.of(body.input("value", "a", "b", "c", "d")), List.of("next"));
    body.output(BOOL, "goOn");
    body.output("next", "a", "b", "c", "d");
    var net = new SmallYolox();
    List<String> takes = List.of(net.file().longs(Long.MAX_VALUE), "", images(net.file()));
    net.file().node("Loop", Map.of("body", body), takes, List.of("end"));
    return net.bytes("end");
  }

  /** Asks for two GiB, and writes into all of them. */
  static byte[] memoryEater() {
    var net = new SmallYolox();
    OnnxWriter file = net.file();
    String images = images(file);
    String room = file.node("Expand", Map.of(), images, file.longs(175_000, 1, 1, 1));
    String all = file.node("Neg", Map.of(), room);
    Map<String, Object> whole = Map.of("axes", List.of(0, 1, 2, 3), "keepdims", 1);
    return net.bytes(file.node("Add", Map.of(), images, file.node("ReduceMean", whole, all)));
  }
}
