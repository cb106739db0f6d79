package sightline.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sightline.events.SkipReason;
import sightline.ingest.source.picture.Encoded;
import sightline.ingest.source.picture.PictureEncoder;
import sightline.ingest.source.picture.PictureRules;

/**
 * The images of a folder in name order, at a steady rate. A JPEG travels byte for byte; a file that
 * is no picture is a captured frame all the same.
 *
 * <p>Threading: as {@link FrameSource} says.
 */
final class FolderSource implements FrameSource {

  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "jpe", "png", "bmp", "webp", "tif", "tiff", "ppm", "pgm");

  private final List<Path> files;
  private final Instant opened;
  private final SourceSettings settings;
  private int position;

  private FolderSource(List<Path> files, Instant opened, SourceSettings settings) {
    this.files = files;
    this.opened = opened;
    this.settings = settings;
  }

  static FolderSource open(Location location, Instant opened, SourceSettings settings)
      throws SourceLost {
    try (Stream<Path> entries = Files.list(Path.of(location.full()))) {
      List<Path> images = entries.filter(FolderSource::isImage).sorted().toList();
      if (images.isEmpty()) {
        throw new SourceLost(
            SourceLost.Cause.BROKEN,
            location
                + " holds no images ("
                + String.join(", ", ENDINGS.stream().sorted().toList())
                + ")");
      }
      return new FolderSource(images, opened, settings);
    } catch (IOException e) {
      throw new SourceLost(SourceLost.Cause.BROKEN, location + " cannot be read");
    }
  }

  @Override
  public long expectedFrames() {
    return files.size();
  }

  @Override
  public Duration period() {
    return Duration.ofNanos(Math.round(1e9 / settings.folderFramesPerSecond()));
  }

  @Override
  public Optional<Frame> next() {
    if (position == files.size()) {
      return Optional.empty();
    }
    long nanos = Math.round(position * 1e9 / settings.folderFramesPerSecond());
    Path file = files.get(position++);
    return Optional.of(new ImageFrame(file, opened.plus(Duration.ofNanos(nanos)), settings));
  }

  @Override
  public void close() {}

  private static boolean isImage(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))
        && !name.startsWith(".")
        && Files.isRegularFile(file);
  }

  private record ImageFrame(Path file, Instant capturedAt, SourceSettings settings)
      implements Frame {

    @Override
    public Encoded encode(PictureRules rules) {
      try {
        if (Files.size(file) > settings.maxPartBytes()) {
          return new Encoded.Unfit(SkipReason.OVERSIZE);
        }
        return PictureEncoder.encodeFile(Files.readAllBytes(file), rules, settings.maxPixels());
      } catch (IOException e) {
        return new Encoded.Unfit(SkipReason.UNREADABLE);
      }
    }
  }
}
