package sightline.inference.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How large an upload and everything in it may be.
 *
 * @param maxFileBytes of the upload itself
 * @param maxUnpackedBytes of all files of a ZIP together
 * @param maxRatio by how much a ZIP may grow when it is unpacked; its first MiB is free
 * @param maxEntries of a ZIP
 * @param maxGoldenFrames pictures with expected results
 * @param maxNodes operators, those of subgraphs and of unfolded functions included
 * @param maxDepth subgraphs inside of one another
 * @param maxTensors initializers and constants
 * @param maxElements numbers in one tensor
 * @param maxAxes of one tensor
 * @param maxTextBytes names and metadata of an ONNX file together
 * @param maxLabels classes
 * @param maxManifestBytes of the manifest and of each golden result
 * @param maxPictureBytes of a golden picture
 * @param maxPixels of a golden picture
 * @param maxTensorBytes of the expected tensors of a golden picture
 * @param maxStepMillis that loading, or one run, may take
 */
public record Limits(
    long maxFileBytes,
    long maxUnpackedBytes,
    long maxRatio,
    int maxEntries,
    int maxGoldenFrames,
    int maxNodes,
    int maxDepth,
    int maxTensors,
    long maxElements,
    int maxAxes,
    long maxTextBytes,
    int maxLabels,
    int maxManifestBytes,
    int maxPictureBytes,
    long maxPixels,
    long maxTensorBytes,
    long maxStepMillis) {

  private static final long GIB = 1L << 30;
  private static final int MIB = 1 << 20;

  public static final Limits DEFAULT =
      new Limits(
          2 * GIB,
          4 * GIB,
          200,
          1000,
          32,
          100_000,
          16,
          100_000,
          GIB / 4,
          16,
          32 * MIB,
          10_000,
          MIB,
          4 * MIB,
          40_000_000,
          64 * MIB,
          20_000);

  /**
   * The default limits with those of {@code text} instead: {@code maxNodes=500,maxDepth=2}.
   *
   * @throws IllegalArgumentException when a name is not known or a value is no number of 1 or more
   */
  public static Limits parse(String text) {
    var mapper = new ObjectMapper();
    ObjectNode limits = mapper.valueToTree(DEFAULT);
    for (String setting : text.isBlank() ? new String[0] : text.split(",", -1)) {
      String[] parts = setting.strip().split("=", 2);
      if (!limits.has(parts[0])) {
        throw new IllegalArgumentException(
            "limit '%s' is not known, expected one of %s"
                .formatted(
                    parts[0],
                    String.join(", ", limits.properties().stream().map(e -> e.getKey()).toList())));
      }
      if (parts.length < 2 || !parts[1].matches("[1-9]\\d{0,17}")) {
        throw new IllegalArgumentException(
            "limit '%s' is no number, expected for example %s=%s"
                .formatted(setting, parts[0], limits.get(parts[0])));
      }
      limits.put(parts[0], Long.parseLong(parts[1]));
    }
    try {
      return mapper.treeToValue(limits, Limits.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("limits are out of range: " + e.getOriginalMessage(), e);
    }
  }
}
