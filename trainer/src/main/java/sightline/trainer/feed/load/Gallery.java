package sightline.trainer.feed.load;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.PixelSource;
import sightline.trainer.data.ReadLimits;
import sightline.trainer.data.Sample;
import sightline.trainer.data.Truth;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.PictureHeader;
import sightline.trainer.feed.Batch.Labelled;
import sightline.trainer.image.SourcePicture;

/**
 * The pictures of a pool, decoded when they are wanted and kept as far as the limit allows.
 *
 * <p>Threading: any thread, several at once; {@link #close} when none is in here any more.
 *
 * <p>Ownership: owns the pictures it keeps until {@link #close}.
 */
final class Gallery implements AutoCloseable {

  private final Pool pool;
  private final LoadSettings settings;
  private final boolean withPlanes;
  private final ClassMap classes;
  private final ReadLimits limits;
  private final ConcurrentMap<Integer, Shown> kept = new ConcurrentHashMap<>();
  private final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();
  private final TreeMap<Integer, String> reasons = new TreeMap<>();
  private long keptBytes;

  /**
   * @param withPlanes whether what the pixels show is wanted
   */
  Gallery(Pool pool, LoadSettings settings, boolean withPlanes) {
    this.pool = pool;
    this.settings = settings;
    this.withPlanes = withPlanes;
    this.classes = new ClassMap(pool.labels(), settings.labels());
    ReadLimits usual = ReadLimits.USUAL;
    this.limits =
        new ReadLimits(
            usual.samples(),
            usual.annotationBytes(),
            usual.objects(),
            usual.points(),
            settings.limits().picturePixels(),
            usual.flaws());
  }

  int size() {
    return pool.samples().size();
  }

  String name(int index) {
    return pool.samples().get(index).id();
  }

  /** A sample; empty when it cannot be read, which is noted. */
  Optional<Shown> open(int index) {
    Shown known = kept.get(index);
    if (known != null || unreadable.contains(index)) {
      return Optional.ofNullable(known);
    }
    try {
      return Optional.of(keep(index, read(pool.samples().get(index))));
    } catch (IOException | IllegalArgumentException e) { // masks and scenes may throw the latter
      note(index, e);
      return Optional.empty();
    }
  }

  private Shown read(Sample sample) throws IOException {
    SourcePicture picture = picture(sample);
    try {
      if (withPlanes) {
        Planes planes = Planes.of(sample, settings, classes, picture.size());
        planes.values().forEach(plane -> picture.addPlane(planes.size(), plane));
      }
      return new Shown(sample.id(), picture, objects(sample), false);
    } catch (IOException | RuntimeException e) {
      picture.close();
      throw e;
    }
  }

  private SourcePicture picture(Sample sample) throws IOException {
    if (pool.pixels() != PixelSource.FILES) {
      return SourcePicture.of(pool.pixels().read(sample));
    }
    try {
      FrameSize size = PictureHeader.size(sample.picture(), limits);
      return SourcePicture.decode(Files.readAllBytes(sample.picture()), size);
    } catch (Flawed e) {
      throw new IOException(e.getMessage());
    }
  }

  private List<Labelled> objects(Sample sample) {
    var objects = new ArrayList<Labelled>();
    for (Truth truth : sample.truths()) {
      int id = classes.of(truth.classId());
      if (id != ClassMap.DROPPED) {
        objects.add(new Labelled(id, truth.box(), truth.crowd() || truth.difficult()));
      }
    }
    return List.copyOf(objects);
  }

  private synchronized Shown keep(int index, Shown shown) {
    long bytes = shown.picture().bytes();
    if (kept.containsKey(index) || keptBytes + bytes > settings.limits().cacheBytes()) {
      return shown;
    }
    keptBytes += bytes;
    var lasting = new Shown(shown.name(), shown.picture(), shown.objects(), true);
    kept.put(index, lasting);
    return lasting;
  }

  private synchronized void note(int index, Exception why) {
    unreadable.add(index);
    reasons.put(index, "%s: %s".formatted(name(index), why.getMessage()));
    while (reasons.size() > settings.limits().namedSkips()) {
      reasons.pollLastEntry();
    }
  }

  /** Samples that could not be read. */
  int skipped() {
    return unreadable.size();
  }

  /** Name of and reason for each of them, as far as they are named. */
  synchronized List<String> reasons() {
    return List.copyOf(reasons.values());
  }

  synchronized long keptBytes() {
    return keptBytes;
  }

  @Override
  public void close() {
    kept.values().forEach(shown -> shown.picture().close());
    kept.clear();
  }
}
