package sightline.trainer.feed.load;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import sightline.trainer.feed.Batch;
import sightline.trainer.image.BatchTensor;

/**
 * A batch in memory that is used again and again.
 *
 * <p>Threading: one thread at a time: a loader, then who takes it.
 */
final class LoadedBatch implements Batch {

  private final BatchTensor tensor;
  private final BatchRoom room;
  private final List<String> names = new ArrayList<>();
  private final List<List<Labelled>> objects = new ArrayList<>();
  private boolean out;

  LoadedBatch(BatchTensor tensor, BatchRoom room) {
    this.tensor = tensor;
    this.room = room;
  }

  BatchTensor tensor() {
    return tensor;
  }

  /** Empty again, and in use. */
  LoadedBatch begin() {
    names.clear();
    objects.clear();
    out = true;
    return this;
  }

  void add(String name, List<Labelled> seen) {
    names.add(name);
    objects.add(List.copyOf(seen));
  }

  @Override
  public List<String> names() {
    return List.copyOf(names);
  }

  @Override
  public FloatBuffer pictures() {
    return tensor.pictures(names.size());
  }

  @Override
  public FloatBuffer clean() {
    return tensor.clean(names.size());
  }

  @Override
  public List<List<Labelled>> objects() {
    return List.copyOf(objects);
  }

  @Override
  public ByteBuffer planes() {
    return tensor.planes(names.size());
  }

  @Override
  public void close() {
    if (out) {
      out = false;
      room.giveBack(this);
    }
  }
}
