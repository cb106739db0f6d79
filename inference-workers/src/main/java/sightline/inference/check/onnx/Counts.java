package sightline.inference.check.onnx;

import java.nio.file.Path;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Limits;

/**
 * How much of everything a file has had so far.
 *
 * <p>Threading: one thread.
 */
final class Counts {

  private final Limits limits;
  private final Path folder;
  private int nodes;
  private int tensors;
  private long text;

  Counts(Limits limits, Path folder) {
    this.limits = limits;
    this.folder = folder;
  }

  Limits limits() {
    return limits;
  }

  /** Where the external data of the file has to be. */
  Path folder() {
    return folder;
  }

  int nodes() {
    return nodes;
  }

  int tensors() {
    return tensors;
  }

  void node() throws BadUpload {
    if (++nodes > limits.maxNodes()) {
      throw new BadUpload("The graph has more than %d operators (maxNodes).", limits.maxNodes());
    }
  }

  void tensor() throws BadUpload {
    if (++tensors > limits.maxTensors()) {
      throw new BadUpload(
          "The graph has more than %d constant tensors (maxTensors).", limits.maxTensors());
    }
  }

  void text(int bytes) throws BadUpload {
    text += bytes;
    if (text > limits.maxTextBytes()) {
      throw new BadUpload(
          "The names and the metadata of the file have more than %d bytes (maxTextBytes).",
          limits.maxTextBytes());
    }
  }

  /**
   * The numbers of a tensor with these sizes; an open size counts as 1.
   *
   * @param what the tensor is called in a message
   */
  long elements(String what, Iterable<Long> dims) throws BadUpload {
    long elements = 1;
    int axes = 0;
    for (long size : dims) {
      if (size < 0) {
        throw new BadUpload("%s has an axis of size %d, expected 0 or more.", what, size);
      }
      boolean many = size != 0 && elements > limits.maxElements() / size;
      if (many || ++axes > limits.maxAxes()) {
        throw new BadUpload(
            "%s is of size %s, expected at most %d numbers on %d axes (maxElements, maxAxes).",
            what, shown(dims), limits.maxElements(), limits.maxAxes());
      }
      elements *= size;
    }
    return elements;
  }

  private static String shown(Iterable<Long> dims) {
    String text = dims.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
