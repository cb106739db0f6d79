package sightline.inference.model;

/** A model without manifest whose tensors fit no known family; the message is one sentence. */
public final class UnknownModel extends IllegalArgumentException {

  public UnknownModel(String sentence) {
    super(sentence);
  }
}
