package sightline.inference.check.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.OnnxWriter;
import sightline.inference.testmodel.SmallYolox;

class OnnxFileTest {

  @TempDir private Path folder;

  @Test
  void shouldCountWhatAnHonestFileHolds() throws Exception {
    OnnxFile facts = read(new SmallYolox().bytes(), "");

    assertThat(facts).isEqualTo(new OnnxFile(4, 3, 17));
  }

  @Test
  void shouldRefuseAFileThatEndsTooEarlyWhereverItEnds() {
    byte[] whole = BlobDetector.bytes();
    for (int length = 1; length < whole.length - 300; length += 997) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(part, ""))
          .isInstanceOf(BadUpload.class)
          .hasMessageContaining("ONNX file");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000L, Long.MAX_VALUE})
  void shouldRefuseATensorThatIsTooLarge(long size) {
    var net = new SmallYolox();
    String ignored = net.file().floats(List.of(size, size), 1);

    assertRefused(net.bytes(), "expected at most 268435456 numbers on 16 axes (maxElements");
  }

  @Test
  void shouldRefuseATensorOfANegativeSize() {
    var net = new SmallYolox();
    String ignored = net.file().floats(List.of(-5L), 1);

    assertRefused(net.bytes(), "has an axis of size -5");
  }

  @Test
  void shouldRefuseATensorThatHoldsLessThanItSays() {
    var net = new SmallYolox();
    String ignored = net.file().floats(List.of(1_000_000L), 1);

    assertRefused(net.bytes(), "is of size [1000000] and should hold 4000000 bytes, found 4");
  }

  @Test
  void shouldRefuseOperatorsThatWaitForEachOther() {
    var net = new SmallYolox();
    net.file().node("Add", Map.of(), List.of("b", "b"), List.of("a"));
    net.file().node("Add", Map.of(), List.of("a", "a"), List.of("b"));

    assertRefused(net.bytes(), "cycle: 2 operators wait for each other, one of them :Add");
  }

  @Test
  void shouldRefuseAValueThatNothingMakesOrTwoOperatorsDo() {
    var missing = new SmallYolox();
    missing.file().node("Neg", Map.of(), List.of("ghost"), List.of("a"));
    assertRefused(missing.bytes(), "takes the value 'ghost', which nothing in it makes");

    var twice = new SmallYolox();
    twice.file().node("Neg", Map.of(), List.of("images"), List.of("a"));
    twice.file().node("Abs", Map.of(), List.of("images"), List.of("a"));
    assertRefused(twice.bytes(), "Two operators of the graph make the value 'a'");
  }

  @Test
  void shouldLetASubgraphTakeWhatIsOutsideOfIt() throws Exception {
    var net = new SmallYolox();
    var branch = new OnnxWriter();
    branch.output(branch.node("Neg", Map.of(), "images"), 1);
    net.file().node("If", Map.of("then_branch", branch), List.of("images"), List.of("a"));

    assertThat(read(net.bytes(), "").nodes()).isEqualTo(6);
  }

  @Test
  void shouldRefuseSubgraphsNestedTooDeep() {
    var inner = new OnnxWriter();
    for (int depth = 0; depth < 17; depth++) {
      var outer = new OnnxWriter();
      outer.node("If", Map.of("then_branch", inner), List.of("images"), List.of("a"));
      inner = outer;
    }

    assertRefused(inner.write("deep"), "nested more than 16 deep (maxDepth)");
  }

  @Test
  void shouldRefuseMoreOperatorsThanAllowed() {
    assertThatThrownBy(() -> read(new SmallYolox().bytes(), "maxNodes=3"))
        .hasMessage("The graph has more than 3 operators (maxNodes).");
  }

  @Test
  void shouldRefuseFunctionsThatUnfoldToTooMuchOrToThemselves() {
    var bomb = new SmallYolox();
    for (int level = 0; level < 10; level++) {
      String inside = level == 0 ? "Neg" : "f:F" + (level - 1);
      String[] calls = new String[10];
      Arrays.fill(calls, inside);
      bomb.file().function("f:F" + level, calls);
    }
    bomb.file().node("f:F9", Map.of(), List.of("images"), List.of("a"));
    assertRefused(bomb.bytes(), "unfolds to more than 100000 operators (maxNodes)");

    var circle = new SmallYolox();
    circle.file().function("f:F", "f:F");
    circle.file().node("f:F", Map.of(), List.of("images"), List.of("a"));
    assertRefused(circle.bytes(), "f:F uses itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../weights.bin", "/etc/passwd", "a/../../b", "", "C:\\b"})
  void shouldRefuseNumbersThatLieElsewhere(String location) {
    var net = new SmallYolox();
    String ignored = net.file().external(List.of(2L), Map.of("location", location));

    assertRefused(net.bytes(), "expected the plain name of a file inside the upload");
  }

  @Test
  void shouldRefuseNumbersThatAreNotThere() throws IOException {
    var missing = new SmallYolox();
    String ignored = missing.file().external(List.of(2L), Map.of("location", "weights.bin"));
    assertRefused(missing.bytes(), "'weights.bin', which is missing from the upload");

    Files.write(folder.resolve("weights.bin"), new byte[10]);
    var beyond = new SmallYolox();
    String unused =
        beyond.file().external(List.of(2L), Map.of("location", "weights.bin", "offset", "4"));
    assertRefused(beyond.bytes(), "bytes 4 to 12 of 'weights.bin', which has 10");
  }

  @Test
  void shouldAcceptNumbersInAFileBesideTheNet() throws Exception {
    Files.write(folder.resolve("weights.bin"), new byte[12]);
    var net = new SmallYolox();
    String ignored =
        net.file()
            .external(List.of(2L), Map.of("location", "weights.bin", "offset", "4", "length", "8"));

    assertThat(read(net.bytes(), "").tensors()).isEqualTo(4);
  }

  @Test
  void shouldRefuseALinkInPlaceOfExternalData() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), new byte[8]);
    Files.createSymbolicLink(folder.resolve("weights.bin"), secret);
    var net = new SmallYolox();
    String ignored = net.file().external(List.of(2L), Map.of("location", "weights.bin"));

    assertRefused(net.bytes(), "missing from the upload");
  }

  private OnnxFile read(byte[] bytes, String limits) throws IOException, BadUpload {
    Path file = Files.write(folder.resolve("net.onnx"), bytes);
    return OnnxFile.read(file, Limits.parse(limits));
  }

  private void assertRefused(byte[] bytes, String words) {
    assertThatThrownBy(() -> read(bytes, ""))
        .isInstanceOf(BadUpload.class)
        .hasMessageContaining(words);
  }
}
