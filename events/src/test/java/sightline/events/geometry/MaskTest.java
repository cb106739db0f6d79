package sightline.events.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

  @ParameterizedTest
  @CsvSource({
    "4,    3,    <,      12",
    "4,    3,    0<,     0 12",
    "4,    3,    01:0,   0 1 10 1",
    "1500, 2000, oeak21, 2999999 1"
  })
  void shouldWriteRunsAsPycocotoolsDoes(int width, int height, String counts, String runs) {
    Mask mask = Mask.ofRuns(width, height, numbers(runs));

    assertThat(mask.counts()).isEqualTo(counts);
    assertThat(mask.runs()).isEqualTo(numbers(runs));
  }

  @Test
  void shouldWriteBoxesAsTheReferenceDoes() throws IOException {
    for (JsonNode box : vectors().get("bbox")) {
      JsonNode edges = box.get("xywh");
      var covered = new BitSet();
      for (int x = 0; x < edges.get(2).asInt(); x++) {
        int first = (edges.get(0).asInt() + x) * 20 + edges.get(1).asInt();
        covered.set(first, first + edges.get(3).asInt());
      }

      Mask mask = Mask.ofRuns(20, 20, runs(covered, 400));

      assertThat(mask.counts()).isEqualTo(box.at("/rle/counts").asText());
    }
  }

  @Test
  void shouldWriteAgainWhatItReadFromTheReference() throws IOException {
    List<JsonNode> counts = vectors().findValues("counts");
    assertThat(counts).hasSizeGreaterThan(20);
    for (JsonNode text : counts) {
      int[] runs = new Mask(20, 20, text.asText()).runs();

      assertThat(Arrays.stream(runs).sum()).isEqualTo(400);
      assertThat(Mask.ofRuns(20, 20, runs).counts()).isEqualTo(text.asText());
    }
  }

  @Property
  void shouldKeepEveryBitmap(
      @ForAll @IntRange(min = 1, max = 70) int width,
      @ForAll @IntRange(min = 1, max = 70) int height,
      @ForAll @IntRange(max = 100) int percent,
      @ForAll long seed) {
    var random = new Random(seed);
    var covered = new BitSet();
    for (int pixel = 0; pixel < width * height; pixel++) {
      covered.set(pixel, random.nextInt(100) < percent);
    }
    int[] runs = runs(covered, width * height);

    Mask mask = new Mask(width, height, Mask.ofRuns(width, height, runs).counts());

    assertThat(mask.runs()).isEqualTo(runs);
  }

  @Property
  void shouldKeepRunsOfEverySize(
      @ForAll @IntRange(max = 60_000) int first,
      @ForAll @IntRange(min = 1, max = 60_000) int second,
      @ForAll @IntRange(min = 1, max = 60_000_000) int third,
      @ForAll @IntRange(min = 1, max = 40) int fourth) {
    int[] runs = {first, second, third, fourth};
    int pixels = Arrays.stream(runs).sum();

    assertThat(Mask.ofRuns(1, pixels, runs).runs()).isEqualTo(runs);
  }

  @ParameterizedTest
  @CsvSource({"5, 5, 12", "4, 3, 0=", "3, 3, ''", "2, 2, ~~~~~~~~", "1, 1, 2N"})
  void shouldRefuseRunsThatDoNotCoverTheMask(int width, int height, String counts) {
    assertThatThrownBy(() -> new Mask(width, height, counts).runs())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(width + "x" + height);
  }

  private static int[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  private static int[] runs(BitSet covered, int pixels) {
    var runs = new ArrayList<Integer>();
    int from = 0;
    boolean inside = false;
    while (from < pixels) {
      int end = inside ? covered.nextClearBit(from) : covered.nextSetBit(from);
      end = end < 0 ? pixels : Math.min(end, pixels);
      runs.add(end - from);
      from = end;
      inside = !inside;
    }
    return runs.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Of another implementation; they lie beside the repository. */
  private static JsonNode vectors() throws IOException {
    String name = "shared/vectors/coco-eval/rle-vectors.json";
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(name))) {
      folder = folder.getParent();
    }
    Assumptions.assumeTrue(folder != null, () -> "skipped: there is no ../" + name);
    return new ObjectMapper().readTree(Files.readString(folder.resolve(name)));
  }
}
