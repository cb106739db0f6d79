package sightline.trainer.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the gate says.
 *
 * @param passed whether the model may be published
 * @param sentences one for each thing that was looked at
 * @param numbers behind the sentences: {@code check}, {@code accuracy}, {@code refused} files
 */
public record Verdict(boolean passed, List<String> sentences, ObjectNode numbers) {

  public Verdict {
    sentences = List.copyOf(sentences);
  }
}
