package sightline.inference.model;

import java.util.List;
import sightline.events.geometry.InputSpec;

/**
 * What a family takes for granted about a model whose tensors it knows.
 *
 * @param task what such a net is for, one of {@link ModelManifest#TASKS}
 * @param inputName name of the input tensor that takes the picture
 * @param input how such nets are fed
 * @param decoder how they are read
 * @param classes number of classes, at least 1
 * @param usual thresholds, suppression, and what else such nets are usually read with
 * @param assumed one sentence for each thing taken for granted; the first says why it is this
 *     family
 */
public record Recognized(
    String task,
    String inputName,
    InputSpec input,
    DecoderSpec decoder,
    int classes,
    Usual usual,
    List<String> assumed) {

  public Recognized {
    assumed = List.copyOf(assumed);
  }
}
