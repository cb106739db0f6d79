package sightline.inference.engine;

import java.nio.FloatBuffer;
import java.util.List;
import sightline.inference.model.Feed;
import sightline.inference.model.ModelTensors;

/**
 * A net that is ready to answer.
 *
 * <p>Threading: {@link #openLane} from any thread; each lane belongs to the thread that uses it;
 * lanes run side by side.
 *
 * <p>Ownership: the engine owns the native session. Close the lanes first, then the engine.
 */
public interface Engine extends AutoCloseable {

  /** Inputs, outputs and metadata as the file declares them. */
  ModelTensors tensors();

  /** Execution provider in use: {@code cpu}, {@code cuda} or {@code tensorrt}. */
  String provider();

  /**
   * Opens a lane with buffers for up to {@code maxBatch} pictures a call.
   *
   * @param feed what it is given for each picture
   */
  Lane openLane(int maxBatch, Feed feed);

  @Override
  void close();

  /**
   * The buffers of one caller.
   *
   * <p>Threading: one thread at a time. Ownership: the buffers are native memory of the lane, valid
   * until it is closed.
   */
  interface Lane extends AutoCloseable {

    /**
     * Input tensors of {@code maxBatch} pictures, one behind the other, direct. Where the file
     * takes another type than float, each run converts them: to the nearest, within its range.
     */
    FloatBuffer input();

    /**
     * Runs the first {@code pictures} of {@link #input}.
     *
     * @throws InferenceFailed when the net cannot be run on them
     */
    void run(int pictures) throws InferenceFailed;

    /** What the last run gave, in the order of the file's outputs. */
    List<Output> outputs();

    @Override
    void close();
  }

  /**
   * One output of the last run; whatever its type, as floats.
   *
   * @param name of the tensor
   * @param shape for one picture, without the batch axis; an output whose first axis is not the
   *     number of pictures has none, and belongs to the only picture of the run. Axes may be 0
   * @param values of all pictures of the run, one behind the other; overwritten by the next run
   */
  record Output(String name, List<Integer> shape, FloatBuffer values) {

    /** Numbers in one picture's part. */
    public int elements() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }
}
