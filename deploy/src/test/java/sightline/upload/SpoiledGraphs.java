package sightline.upload;

import static sightline.upload.HostileUpload.net;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sightline.inference.testmodel.OnnxWriter;
import sightline.inference.testmodel.SmallYolox;

/** Whole ONNX files whose graphs lie, go in circles, or grow without end. */
final class SpoiledGraphs {

  private SpoiledGraphs() {}

  static List<HostileUpload> all() {
    return List.of(
        spoiled("billion-elements", "maxElements", file -> constant(file, 1_000_000_000_000L)),
        spoiled("overflowing-size", "maxElements", file -> constant(file, 1L << 32, 1L << 32)),
        spoiled("negative-size", "size -5", file -> constant(file, -5)),
        spoiled("hollow-tensor", "should hold", file -> constant(file, 1_000_000)),
        spoiled("many-axes", "maxAxes", file -> constant(file, ones(40))),
        net("giant-input", giantInput(), "maxElements"),
        spoiled(
            "cycle",
            "has a cycle",
            file -> {
              add(file, "Add", List.of("b", "b"), "a");
              add(file, "Add", List.of("a", "a"), "b");
            }),
        spoiled("self-cycle", "has a cycle", file -> add(file, "Neg", List.of("a"), "a")),
        spoiled("missing-value", "'ghost'", file -> add(file, "Neg", List.of("ghost"), "a")),
        spoiled(
            "two-makers",
            "Two operators",
            file -> {
              add(file, "Neg", List.of("images"), "a");
              add(file, "Abs", List.of("images"), "a");
            }),
        spoiled("many-operators", "maxNodes", SpoiledGraphs::manyOperators),
        net("deep", deep(), "maxDepth"),
        spoiled("function-bomb", "unfolds", SpoiledGraphs::functionBomb),
        spoiled(
            "function-in-itself",
            "uses itself",
            file -> {
              file.function("f:F", "f:F");
              add(file, "f:F", List.of("images"), "a");
            }),
        spoiled("data-above", "plain name", file -> external(file, "../../etc/passwd")),
        spoiled("data-absolute", "plain name", file -> external(file, "/etc/passwd")),
        spoiled("data-nowhere", "missing from the upload", file -> external(file, "weights.bin")),
        spoiled(
            "data-of-neighbor", "missing from the upload", file -> external(file, "cycle.onnx")),
        net("unknown-operator", behind("Dreamer", ""), "Dreamer"),
        net("unknown-domain", behind("acme.example:Conv", "acme.example"), "acme.example"),
        spoiled("unknown-opset", "opset", file -> file.opset("", 9999)));
  }

  private static HostileUpload spoiled(String name, String word, Consumer<OnnxWriter> spoil) {
    var net = new SmallYolox();
    spoil.accept(net.file());
    return net(name, net.bytes(), word);
  }

  private static void constant(OnnxWriter file, long... dims) {
    String ignored = file.floats(Arrays.stream(dims).boxed().toList(), 1);
  }

  private static void external(OnnxWriter file, String location) {
    String ignored = file.external(List.of(2L), Map.of("location", location));
  }

  private static void add(OnnxWriter file, String operator, List<String> takes, String makes) {
    file.node(operator, Map.of(), takes, List.of(makes));
  }

  private static long[] ones(int axes) {
    var ones = new long[axes];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static byte[] giantInput() {
    var net = new SmallYolox();
    return net.bytes(net.file().input("images", 1, 3, 1_000_000, 1_000_000));
  }

  private static void manyOperators(OnnxWriter file) {
    for (int i = 0; i < 100_000; i++) {
      add(file, "Neg", List.of("images"), "n" + i);
    }
  }

  private static byte[] deep() {
    var inner = new OnnxWriter();
    for (int depth = 0; depth < 60; depth++) {
      var outer = new OnnxWriter();
      outer.node("If", Map.of("then_branch", inner), List.of("images"), List.of("a"));
      inner = outer;
    }
    return inner.write("deep");
  }

  private static void functionBomb(OnnxWriter file) {
    var calls = new String[10];
    for (int level = 0; level < 10; level++) {
      Arrays.fill(calls, level == 0 ? "Neg" : "f:F" + (level - 1));
      file.function("f:F" + level, calls);
    }
    add(file, "f:F9", List.of("images"), "a");
  }

  private static byte[] behind(String operator, String domain) {
    var net = new SmallYolox();
    if (!domain.isEmpty()) {
      net.file().opset(domain, 1);
    }
    String images = net.file().input("images", "N", 3, SmallYolox.SIDE, SmallYolox.SIDE);
    net.file().node(operator, Map.of(), List.of(images), List.of("dream"));
    return net.bytes("dream");
  }
}
