package sightline.inference.model;

import java.util.List;
import sightline.events.geometry.InputSpec;

/**
 * What a family takes for granted about a model whose tensors it knows.
 *
 * @param task what such a net is for
 * @param inputName name of the input tensor
 * @param input how such nets are fed
 * @param decoder how they are read
 * @param classes number of classes, at least 1
 * @param maxOverlap the family's usual limit for suppression, 0 to 1
 * @param assumed one sentence for each thing taken for granted
 */
public record Recognized(
    String task,
    String inputName,
    InputSpec input,
    DecoderSpec decoder,
    int classes,
    float maxOverlap,
    List<String> assumed) {

  public Recognized {
    assumed = List.copyOf(assumed);
  }
}
