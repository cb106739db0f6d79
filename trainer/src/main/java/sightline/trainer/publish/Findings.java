package sightline.trainer.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict in the making.
 *
 * <p>Threading: one thread.
 */
final class Findings {

  private final List<String> sentences = new ArrayList<>();
  private final ObjectNode numbers = JsonNodeFactory.instance.objectNode();
  private boolean passed = true;

  /** Something is as it should be, or has to be known. */
  void note(String sentence, Object... values) {
    sentences.add(sentence.formatted(values));
  }

  /** Something is not as it should be. */
  void refuse(String sentence, Object... values) {
    passed = false;
    note(sentence, values);
  }

  ObjectNode numbers() {
    return numbers;
  }

  boolean passed() {
    return passed;
  }

  Verdict verdict() {
    return new Verdict(passed, sentences, numbers);
  }
}
