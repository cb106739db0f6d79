package sightline.trainer.tensor;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Where tensors are computed: the CPU, or a CUDA device.
 *
 * <p>Threading: any thread.
 */
public enum Processor {
  CPU(DeviceType.CPU),
  CUDA(DeviceType.CUDA);

  private static final int PICTURES = 4;

  private final DeviceType type;

  Processor(DeviceType type) {
    this.type = type;
  }

  /**
   * The one that was asked for.
   *
   * @param wanted {@code auto}, {@code cpu} or {@code cuda}
   * @throws IllegalArgumentException when it is not there
   */
  public static Processor choose(String wanted) {
    boolean cuda = torch.cuda_is_available();
    return switch (wanted) {
      case "auto" -> cuda ? CUDA : CPU;
      case "cpu" -> CPU;
      case "cuda" -> {
        if (!cuda) {
          throw new IllegalArgumentException(
              "budget.device is cuda, and libtorch finds no CUDA device: it takes the libraries for"
                  + " GPUs and a driver");
        }
        yield CUDA;
      }
      default ->
          throw new IllegalArgumentException(
              "budget.device is '%s', expected auto, cpu or cuda".formatted(wanted));
    };
  }

  /**
   * Lets libtorch use so many threads in each operator.
   *
   * @param threads 0 for the number of cores
   */
  public static void useThreads(int threads) {
    torch.set_num_threads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  DeviceType type() {
    return type;
  }

  /** A copy of the numbers, pictures with their channels last in memory. */
  public Tensor tensor(FloatBuffer numbers, long... sizes) {
    require(numbers.remaining(), sizes);
    try (var pointer = new FloatPointer(numbers)) {
      return moved(owned(pointer, sizes, ScalarType.Float));
    }
  }

  /** A copy of the numbers. */
  public Tensor tensor(float[] numbers, long... sizes) {
    require(numbers.length, sizes);
    return moved(Tensor.create(numbers, sizes));
  }

  /** A copy of whole numbers, as int64. */
  public Tensor tensor(long[] numbers, long... sizes) {
    require(numbers.length, sizes);
    return moved(Tensor.create(numbers, sizes));
  }

  /** A copy of bytes 0 to 255, as uint8. */
  public Tensor tensor(ByteBuffer numbers, long... sizes) {
    require(numbers.remaining(), sizes);
    try (var pointer = new BytePointer(numbers)) {
      return moved(owned(pointer, sizes, ScalarType.Byte));
    }
  }

  private Tensor owned(Pointer pointer, long[] sizes, ScalarType type) {
    var lent = torch.from_blob(pointer, sizes, new TensorOptions(type));
    var format = sizes.length == PICTURES ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    return lent.clone(new MemoryFormatOptional(format));
  }

  private Tensor moved(Tensor tensor) {
    return this == CPU ? tensor : tensor.to(new Device(type), tensor.scalar_type());
  }

  /** The numbers of a tensor, row by row, batch first. */
  public static float[] numbers(Tensor tensor) {
    var plain = tensor.detach().to(new Device(DeviceType.CPU), ScalarType.Float).contiguous();
    var numbers = new float[Math.toIntExact(plain.numel())];
    if (numbers.length > 0) {
      plain.data_ptr_float().get(numbers);
    }
    return numbers;
  }

  private static void require(int count, long[] sizes) {
    long expected = 1;
    for (long size : sizes) {
      expected = Math.multiplyExact(expected, size);
    }
    if (count != expected) {
      throw new IllegalArgumentException(
          "%d numbers for a tensor of %s".formatted(count, java.util.Arrays.toString(sizes)));
    }
  }
}
