package sightline.trainer.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import sightline.events.geometry.InputSpec;

/**
 * Room for the numbers of a batch: pictures (N, C, H, W), whatever layout the specification names,
 * the same before they were spoiled, and planes (N, planes, H, W) of bytes.
 *
 * <p>Threading: one thread at a time.
 *
 * <p>Ownership: the buffers are direct and live as long as someone knows them; OpenCV's views of
 * them end with {@link #close}, after which nothing is painted here any more.
 */
public final class BatchTensor implements AutoCloseable {

  private final InputSpec input;
  private final int planes;
  private final FloatBuffer pictures;
  private final FloatBuffer clean;
  private final ByteBuffer planeBytes;
  private final List<List<Mat>> pictureMats = new ArrayList<>();
  private final List<List<Mat>> cleanMats = new ArrayList<>();
  private final List<List<Mat>> planeMats = new ArrayList<>();

  /**
   * @param capacity most pictures
   * @param planes of each picture, 0 for none
   * @param keepsClean whether there is room for the pictures before they were spoiled
   */
  public BatchTensor(InputSpec input, int capacity, int planes, boolean keepsClean) {
    this.input = input;
    this.planes = planes;
    this.pictures = floats(capacity, input);
    this.clean = keepsClean ? floats(capacity, input) : pictures;
    long size = (long) capacity * planes * input.width() * input.height();
    this.planeBytes = ByteBuffer.allocateDirect(Math.toIntExact(size));
    try (var numbers = new FloatPointer(pictures);
        var cleanNumbers = new FloatPointer(clean);
        var bytes = new BytePointer(planeBytes)) {
      for (int i = 0; i < capacity; i++) {
        pictureMats.add(views(numbers, i));
        cleanMats.add(keepsClean ? views(cleanNumbers, i) : pictureMats.get(i));
        planeMats.add(planeViews(bytes, i));
      }
    }
  }

  private static FloatBuffer floats(int capacity, InputSpec input) {
    long bytes = (long) capacity * input.elements() * Float.BYTES;
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private List<Mat> views(FloatPointer numbers, int index) {
    var views = new ArrayList<Mat>();
    long plane = (long) input.width() * input.height();
    for (int channel = 0; channel < input.channels(); channel++) {
      long at = (long) index * input.elements() + channel * plane;
      FloatPointer first = numbers.getPointer(at);
      views.add(new Mat(input.height(), input.width(), opencv_core.CV_32FC1, first));
    }
    return views;
  }

  private List<Mat> planeViews(BytePointer bytes, int index) {
    var views = new ArrayList<Mat>();
    long size = (long) input.width() * input.height();
    for (int plane = 0; plane < planes; plane++) {
      BytePointer first = bytes.getPointer(((long) index * planes + plane) * size);
      views.add(new Mat(input.height(), input.width(), opencv_core.CV_8UC1, first));
    }
    return views;
  }

  public int capacity() {
    return pictureMats.size();
  }

  /** The first {@code size} pictures, from 0 to the limit. */
  public FloatBuffer pictures(int size) {
    return pictures.duplicate().position(0).limit(size * input.elements());
  }

  /** As {@link #pictures}, before noise and holes were put in. */
  public FloatBuffer clean(int size) {
    return clean.duplicate().position(0).limit(size * input.elements());
  }

  /** The planes of the first {@code size} pictures, from 0 to the limit. */
  public ByteBuffer planes(int size) {
    int each = planes * input.width() * input.height();
    return planeBytes.duplicate().position(0).limit(size * each);
  }

  InputSpec input() {
    return input;
  }

  boolean keepsClean() {
    return clean != pictures;
  }

  List<Mat> pictureMats(int index) {
    return pictureMats.get(index);
  }

  List<Mat> cleanMats(int index) {
    return cleanMats.get(index);
  }

  List<Mat> planeMats(int index) {
    return planeMats.get(index);
  }

  @Override
  public void close() {
    planeMats.forEach(views -> views.forEach(Mat::close));
    if (keepsClean()) {
      cleanMats.forEach(views -> views.forEach(Mat::close));
    }
    pictureMats.forEach(views -> views.forEach(Mat::close));
  }
}
