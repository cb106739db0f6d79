package sightline.inference.slot;

import sightline.inference.engine.Engine;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;

/**
 * In place of an engine that could not be opened.
 *
 * @param why in one sentence
 */
record AbsentEngine(String why) implements Engine {

  @Override
  public ModelTensors tensors() {
    throw new IllegalStateException(why);
  }

  @Override
  public String provider() {
    return "";
  }

  @Override
  public Lane openLane(int maxBatch, Feed feed) {
    throw new IllegalStateException(why);
  }

  @Override
  public void close() {}
}
