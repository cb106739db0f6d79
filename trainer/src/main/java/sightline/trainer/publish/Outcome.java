package sightline.trainer.publish;

import java.util.List;
import java.util.Optional;
import sightline.trainer.publish.registry.Version;

/**
 * What became of a trained model.
 *
 * @param state {@code PUBLISHED}, {@code KEPT} or {@code REFUSED}
 * @param sentences of the gate, and of what came after it
 * @param version that it is now; none unless it was published
 */
public record Outcome(State state, List<String> sentences, Optional<Version> version) {

  /** Named like the states of a job. */
  public enum State {
    PUBLISHED,
    KEPT,
    REFUSED
  }

  public Outcome {
    sentences = List.copyOf(sentences);
  }
}
