package sightline.inference.still;

import java.util.List;
import sightline.events.Detection;
import sightline.events.geometry.FrameSize;
import sightline.events.geometry.InputSpec;
import sightline.events.geometry.Letterbox;
import sightline.inference.engine.Engine;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.image.DecodedPicture;
import sightline.inference.image.StillDecoder;
import sightline.inference.image.TensorWriter;
import sightline.inference.image.UnreadablePicture;
import sightline.inference.model.ModelManifest;
import sightline.inference.reading.Answer;
import sightline.inference.reading.Reading;
import sightline.inference.reading.Readings;
import sightline.inference.slot.LoadedModel;

/**
 * One model that looks at still pictures exactly as the workers do: the same decoding, the same
 * input tensor, the same reading of its answer.
 *
 * <p>Threading: one thread at a time; several over one {@link LoadedModel} run side by side.
 *
 * <p>Ownership: owns its lane and its image buffers; the model stays the caller's.
 */
public final class StillModel implements AutoCloseable {

  private final ModelManifest manifest;
  private final Reading reading;
  private final StillDecoder pictures;
  private final TensorWriter writer = new TensorWriter();
  private final Answer answer = new Answer();
  private final Engine.Lane lane;

  /**
   * What was seen on one picture.
   *
   * @param size of the picture
   * @param detections best score first
   */
  public record Look(FrameSize size, List<Detection> detections) {

    public Look {
      detections = List.copyOf(detections);
    }
  }

  private StillModel(
      ModelManifest manifest, Reading reading, StillDecoder pictures, Engine.Lane lane) {
    this.manifest = manifest;
    this.reading = reading;
    this.pictures = pictures;
    this.lane = lane;
  }

  /**
   * A lane of {@code model}.
   *
   * @param bounds on what is read from an answer
   * @param maxPixels most pixels that a picture may have
   */
  public static StillModel open(LoadedModel model, Reading.Bounds bounds, long maxPixels) {
    ModelManifest manifest = model.manifest();
    Reading reading = Readings.of(manifest, bounds);
    var pictures = new StillDecoder(maxPixels);
    try {
      Engine.Lane lane = model.engine().openLane(1, manifest.feed());
      return new StillModel(manifest, reading, pictures, lane);
    } catch (RuntimeException | Error e) {
      pictures.close();
      throw e;
    }
  }

  /**
   * What the model sees in {@code file}, the bytes of a JPEG or PNG.
   *
   * @throws IllegalArgumentException when its answer is not that of its family
   */
  public Look look(byte[] file) throws UnreadablePicture, InferenceFailed {
    DecodedPicture picture = pictures.decode(file);
    Letterbox letterbox = writer.write(picture, manifest.input(), lane.input(), 0);
    lane.run(1);
    return new Look(
        picture.size(), reading.read(answer.of(lane.outputs(), 0), letterbox, () -> {}));
  }

  /** A frame that is the input itself. */
  static Letterbox whole(InputSpec input) {
    return Letterbox.fit(new FrameSize(input.width(), input.height()), input);
  }

  @Override
  public void close() {
    lane.close();
    writer.close();
    pictures.close();
  }
}
