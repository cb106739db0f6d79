package sightline.inference.check.look;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sightline.inference.bundle.BadUpload;

/**
 * What all golden frames together say.
 *
 * <p>Threading: one thread.
 */
public final class GoldenOutcome {

  private final List<TensorMatch> matches = new ArrayList<>();
  private Parity parity = Parity.NONE;
  private BadUpload refusal;
  private String refused = "";

  void parity(Parity sum) {
    parity = sum;
  }

  Parity parity() {
    return parity;
  }

  void matched(TensorMatch match) {
    matches.add(match);
    match
        .closeness()
        .alone()
        .ifPresent(
            one ->
                refused(
                    match.frame(),
                    new BadUpload(
                        "Golden frame %s: %s with score %.3f is seen here or where the model was"
                            + " trained, but not in both places.",
                        match.frame(), one.label(), one.score())));
  }

  /** {@code frame} shows something else than it should; the first that does is told. */
  void refused(String frame, BadUpload why) {
    if (refusal == null) {
      refusal = why;
      refused = frame;
    }
  }

  private Optional<Divergence> worst() {
    return matches.stream()
        .map(Divergence::worstOf)
        .max(Comparator.comparingDouble(Divergence::share));
  }

  /**
   * Nothing when every frame is what it should be.
   *
   * @throws BadUpload that names the worst of those which are not
   */
  public void requireAgreement() throws BadUpload {
    Optional<Divergence> worst = worst().filter(Divergence::isBroken);
    if (worst.isPresent()) {
      throw new BadUpload("The model is not what was trained: %s.", worst.orElseThrow());
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  /** For programs: the worst of all frames, and each frame's numbers where tensors were given. */
  public ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("frames", parity.frames());
    json.put("worstIou", parity.worstIou());
    json.put("worstScore", parity.worstScore());
    if (!refused.isEmpty()) {
      json.put("refused", refused);
    }
    worst().ifPresent(worst -> put(json.putObject("worst"), worst));
    for (TensorMatch match : matches) {
      ObjectNode frame = json.withArrayProperty("compared").addObject();
      frame.put("frame", match.frame());
      match.differences().forEach(frame.putObject("differences")::put);
      match.limits().forEach(frame.putObject("limits")::put);
      frame.put("objects", match.closeness().pairs());
      frame.put("edge", match.closeness().edge()).put("mask", match.closeness().mask());
    }
    return json;
  }

  private static void put(ObjectNode json, Divergence worst) {
    json.put("frame", worst.frame()).put("what", worst.what());
    json.put("value", worst.value()).put("limit", worst.limit());
  }

  /** For people. */
  @Override
  public String toString() {
    return worst()
        .map(
            worst ->
                "%s; tensors of %d frames agree, the worst is %s"
                    .formatted(parity, matches.size(), worst))
        .orElseGet(parity::toString);
  }
}
