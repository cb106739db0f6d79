package sightline.upload;

import static sightline.upload.HostileUpload.zip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import sightline.inference.bundle.Zips;
import sightline.inference.testmodel.SmallYolox;

/** ZIPs that attack whoever unpacks them, or that bring a manifest which does not fit. */
final class SpoiledZips {

  private static final byte[] NET = new SmallYolox().bytes();

  private SpoiledZips() {}

  static List<HostileUpload> all() {
    var all = new ArrayList<HostileUpload>();
    all.addAll(archives());
    all.addAll(manifests());
    return all;
  }

  private static List<HostileUpload> archives() {
    byte[] honest = Zips.of("net.onnx", NET);
    return List.of(
        zip("bomb", Zips.of("net.onnx", NET, "weights.bin", new byte[200 << 20]), "zip bomb"),
        zip("many-entries", Zips.of(manyEntries()), "maxEntries"),
        zip("name-above", Zips.of("../net.onnx", NET), "plain names"),
        zip("name-absolute", Zips.of("/tmp/net.onnx", NET), "plain names"),
        zip("name-of-windows", Zips.of("..\\net.onnx", NET), "plain names"),
        zip("link", Zips.withLink(Zips.of("net.onnx", "/etc/passwd")), "is a link"),
        zip("twice", Zips.of("net.onnx", NET, "NET.onnx", NET), "twice"),
        zip("two-names", Zips.withTwoNames(honest), "is not the one in its directory"),
        zip("zip-inside", Zips.of("net.onnx", NET, "more.bin", honest), "archive inside"),
        zip("no-net", Zips.of("model.pt", "pickle"), "no *.onnx"),
        zip("two-nets", Zips.of("a.onnx", NET, "b.onnx", NET), "2 *.onnx"),
        zip("cut-off", Arrays.copyOf(honest, honest.length - 30), "cut off"),
        zip("data-beyond", dataBeyond(), "which has 10"));
  }

  private static List<HostileUpload> manifests() {
    return List.of(
        manifest("of-another-model", "input: {name: pixels}", "an input of the model"),
        manifest("of-another-size", "input: {width: 640, height: 640}", "of 640x640"),
        manifest("unknown-key", "engine: warp", "engine is not known"),
        manifest("unknown-family", "decoder: {family: crystal}", "crystal"),
        manifest("another-task", "task: classify", "task is classify"),
        manifest("yaml-bomb", yamlBomb(), "alias"),
        manifest("key-twice", "name: a\nname: b", "not YAML"),
        manifest("not-yaml", "labels: [person", "not YAML"),
        manifest("many-labels", "labels: [" + "a, ".repeat(20_000) + "b]", "20001 labels"),
        manifest("no-number", "input: {mean: ['NaN', 0, 0]}", "a list of numbers"),
        zip("manifest-binary", Zips.of("net.onnx", NET, "manifest.yaml", noText(900)), "no text"),
        zip(
            "manifest-giant",
            Zips.of("net.onnx", NET, "manifest.yaml", noText(2 << 20)),
            "maxManifestBytes"));
  }

  private static HostileUpload manifest(String name, String yaml, String word) {
    return zip("manifest-" + name, Zips.of("net.onnx", NET, "manifest.yaml", yaml), word);
  }

  private static Map<String, byte[]> manyEntries() {
    var entries = new LinkedHashMap<String, byte[]>();
    Collections.nCopies(5000, NET).forEach(net -> entries.put("e" + entries.size(), new byte[0]));
    return entries;
  }

  private static byte[] dataBeyond() {
    var net = new SmallYolox();
    String ignored =
        net.file().external(List.of(8L), Map.of("location", "weights.bin", "offset", "2"));
    return Zips.of("net.onnx", net.bytes(), "weights.bin", new byte[10]);
  }

  private static String yamlBomb() {
    var yaml = new StringBuilder("labels: &l0 [a, a]\n");
    for (int level = 1; level < 30; level++) {
      yaml.append("l%d: &l%d [*l%d, *l%d]%n".formatted(level, level, level - 1, level - 1));
    }
    return yaml.toString();
  }

  private static byte[] noText(int length) {
    var bytes = new byte[length];
    new Random(5).nextBytes(bytes);
    return bytes;
  }
}
