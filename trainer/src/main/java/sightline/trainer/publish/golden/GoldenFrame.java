package sightline.trainer.publish.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sightline.events.Detection;
import sightline.events.geometry.Box;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.events.geometry.Mask;

/**
 * A picture, and what libtorch made of it.
 *
 * @param name of the picture; only its letters and digits are kept
 * @param jpeg the very bytes that were decoded
 * @param input the tensor that went in, (1, C, H, W)
 * @param outputs of the exported net by name, batch of one
 * @param objects px of the frame; none for a model whose objects are not boxes
 * @param anomaly what an anomaly model says; none for others
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; owned by whoever made it
public record GoldenFrame(
    String name,
    byte[] jpeg,
    Numbers input,
    Map<String, Numbers> outputs,
    Optional<List<Detection>> objects,
    Optional<Anomaly> anomaly) {

  /** Two ways to the same number may differ by so much; the check's usual limit. */
  private static final double MAX_DIFFERENCE = 1e-4;

  /** The same for large numbers, of which float32 keeps seven digits. */
  private static final double RELATIVE = 1e-6;

  /** What an anomaly model says of a picture. */
  public record Anomaly(double score, boolean abnormal) {}

  /**
   * Objects of the net's input as the workers give them: px of the frame, those the manifest lets
   * through.
   */
  public static List<Detection> inFrame(
      List<Detection> inInput, FrameSize frame, InputSpec input, float minScore) {
    Letterbox letterbox = Letterbox.fit(frame, input);
    return inInput.stream()
        .filter(one -> one.score() >= minScore)
        .map(
            one ->
                new Detection(
                    letterbox.toFrame(one.box()),
                    one.classId(),
                    one.label(),
                    one.score(),
                    0,
                    List.of(),
                    one.mask()))
        .filter(one -> one.box().area() > 0)
        .toList();
  }

  /** Name of its files without ending, {@code 2-street-7}; {@code number} keeps it apart. */
  String fileName(int number) {
    String plain = name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    return number + "-" + plain.substring(Math.max(0, plain.length() - 60));
  }

  /** {@code input} and {@code output.NAME}, as the check wants them. */
  byte[] tensors() {
    Map<String, Numbers> tensors = new LinkedHashMap<>();
    tensors.put("input", input);
    outputs.forEach((output, numbers) -> tensors.put("output." + output, numbers));
    return TensorBytes.of(tensors);
  }

  /** What the check is to find. */
  ObjectNode results() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    objects.ifPresent(
        all -> {
          var list = json.putArray("detections");
          all.forEach(one -> put(list.addObject(), one));
        });
    anomaly.ifPresent(
        one -> json.putObject("anomaly").put("score", one.score()).put("abnormal", one.abnormal()));
    putLimit(json, "input", input);
    outputs.forEach((output, numbers) -> putLimit(json, output, numbers));
    return json;
  }

  private static void putLimit(ObjectNode json, String name, Numbers numbers) {
    double limit = RELATIVE * numbers.largest();
    if (limit > MAX_DIFFERENCE) {
      json.withObjectProperty("limits").put(name, Math.min(1, limit));
    }
  }

  private static void put(ObjectNode json, Detection one) {
    Box box = one.box();
    json.putArray("box").add(box.left()).add(box.top()).add(box.right()).add(box.bottom());
    json.put("classId", one.classId()).put("label", one.label()).put("score", one.score());
    Mask mask = one.mask();
    if (mask != Mask.NONE) {
      json.putObject("mask")
          .put("width", mask.width())
          .put("height", mask.height())
          .put("counts", mask.counts());
    }
  }
}
