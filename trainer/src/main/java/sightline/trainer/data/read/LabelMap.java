package sightline.trainer.data.read;

import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.Scene;

/**
 * A picture whose pixels are numbers and not colors: the index in a palette, the grey value of 1 to
 * 16 bits as stored, or the three bytes of COCO's panoptic ids.
 *
 * @param values row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed over to the scene, compared by nobody
public record LabelMap(int width, int height, int[] values) {

  /** One number a pixel, of one channel. */
  public static LabelMap semantic(Path file, ReadLimits limits) throws IOException {
    return read(file, limits, false);
  }

  /** {@code red + 256 green + 65536 blue}. */
  public static LabelMap panoptic(Path file, ReadLimits limits) throws IOException {
    return read(file, limits, true);
  }

  public Scene scene(List<Scene.Part> parts) {
    return new Scene(width, height, values, parts);
  }

  private static LabelMap read(Path file, ReadLimits limits, boolean panoptic) throws IOException {
    try {
      PictureHeader.size(file, limits);
      return of(raster(file), panoptic);
    } catch (Flawed e) {
      throw new IOException(file + ": " + e.getMessage());
    } catch (IOException | RuntimeException e) { // the readers throw either for broken files
      throw new IOException(file + ": expected a whole label map, found one that is broken");
    }
  }

  private static Raster raster(Path file) throws IOException {
    try (var stream = new FileImageInputStream(new File(file.toString()))) {
      ImageReader reader = ImageIO.getImageReaders(stream).next();
      try {
        reader.setInput(stream, true, true);
        return reader.read(0).getRaster();
      } finally {
        reader.dispose();
      }
    }
  }

  private static LabelMap of(Raster raster, boolean panoptic) throws Flawed {
    int bands = raster.getNumBands();
    if (panoptic ? bands < 3 : bands > 2) {
      throw Flawed.of(
          "expected a label map of %s, found %d channels",
          panoptic ? "red, green and blue" : "one channel", bands);
    }
    int width = raster.getWidth();
    int height = raster.getHeight();
    var values = new int[width * height];
    var row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int band = 0; band < (panoptic ? 3 : 1); band++) {
        raster.getSamples(0, y, width, 1, band, row);
        for (int x = 0; x < width; x++) {
          values[y * width + x] |= row[x] << 8 * band;
        }
      }
    }
    return new LabelMap(width, height, values);
  }
}
