package sightline.inference.engine;

import java.nio.FloatBuffer;
import java.util.List;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;

/**
 * An engine whose runs all happen on the thread of its device.
 *
 * <p>Ownership: owns the engine inside and its share of the thread.
 */
final class DeviceEngine implements Engine {

  private final Engine inside;
  private final DeviceThread thread;

  private DeviceEngine(Engine inside, DeviceThread thread) {
    this.inside = inside;
    this.thread = thread;
  }

  /**
   * {@code engine} itself on the CPU, where every lane is a device of its own; on GPU number {@code
   * device} its runs are moved to the thread {@code engine-cuda-<device>}.
   */
  static Engine around(Engine engine, int device) {
    return engine.provider().equals(Provider.CPU.wireName())
        ? engine
        : new DeviceEngine(engine, DeviceThread.open("engine-cuda-" + device));
  }

  @Override
  public ModelTensors tensors() {
    return inside.tensors();
  }

  @Override
  public String provider() {
    return inside.provider();
  }

  @Override
  public Lane openLane(int maxBatch, Feed feed) {
    return new DeviceLane(inside.openLane(maxBatch, feed));
  }

  @Override
  public void close() {
    thread.close();
    inside.close();
  }

  /** Prepared and read by its own thread, run by that of the device. */
  private final class DeviceLane implements Lane {

    private final Lane lane;

    DeviceLane(Lane lane) {
      this.lane = lane;
    }

    @Override
    public FloatBuffer input() {
      return lane.input();
    }

    @Override
    public void run(int pictures) throws InferenceFailed {
      thread.call(
          () -> {
            lane.run(pictures);
            return null;
          });
    }

    @Override
    public List<Output> outputs() {
      return lane.outputs();
    }

    @Override
    public void close() {
      lane.close();
    }
  }
}
