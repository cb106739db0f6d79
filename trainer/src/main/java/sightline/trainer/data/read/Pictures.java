package sightline.trainer.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.ReadRules;

/**
 * The pictures of a dataset, found by the names that annotations use.
 *
 * <p>Threading: immutable after construction, any thread.
 */
public final class Pictures {

  private static final String SEVERAL = "";

  private final Fence fence;
  private final ReadRules rules;
  private final TreeMap<String, String> byPath = new TreeMap<>();
  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, String> byStem = new HashMap<>();

  public Pictures(Fence fence, ReadRules rules) throws IOException, BadDataset {
    this.fence = fence;
    this.rules = rules;
    for (String path : fence.files(rules.limits())) {
      if (PathNames.isPicture(path)) {
        byPath.put(path, path);
        byName.merge(PathNames.file(path), path, (one, other) -> SEVERAL);
        byStem.merge(PathNames.stem(path), path, (one, other) -> SEVERAL);
      }
    }
  }

  /** Their paths, ascending. */
  public List<String> paths() {
    return List.copyOf(byPath.keySet());
  }

  /**
   * The path of the picture that an annotation calls {@code reference}: that very path, else the
   * only picture of that name, else the one whose path has the split as a folder.
   */
  public String find(String reference) throws Flawed {
    fence.inside(reference);
    String name = reference.replace('\\', '/').strip();
    String exact = byPath.get(name.startsWith("./") ? name.substring(2) : name);
    return exact != null ? exact : only(byName.get(PathNames.file(name)), name, true);
  }

  /** As {@link #find}, whatever the ending of the picture's name. */
  public String findByStem(String reference) throws Flawed {
    fence.inside(reference);
    return only(byStem.get(PathNames.file(reference)), reference, false);
  }

  private String only(String found, String reference, boolean withEnding) throws Flawed {
    if (found == null) {
      throw Flawed.of("expected the picture %s, found none", Flawed.quoted(reference));
    }
    if (!found.equals(SEVERAL)) {
      return found;
    }
    String name = PathNames.file(reference);
    List<String> inSplit =
        byPath.keySet().stream()
            .filter(path -> (withEnding ? PathNames.file(path) : PathNames.stem(path)).equals(name))
            .filter(path -> List.of(PathNames.folder(path).split("/")).contains(rules.split()))
            .toList();
    if (inSplit.size() == 1) {
      return inSplit.get(0);
    }
    throw Flawed.of("expected one picture %s, found several", Flawed.quoted(reference));
  }

  public Path file(String path) {
    return fence.root().resolve(path);
  }

  /** Read from the picture's header, now. */
  public FrameSize size(String path) throws Flawed {
    return PictureHeader.size(file(path), rules.limits());
  }

  /** As {@link #size}; unknown where the JDK has no reader for a picture of that kind. */
  public FrameSize sizeIfReadable(String path) throws Flawed {
    return PathNames.ending(path).equals("webp") ? FrameSize.UNKNOWN : size(path);
  }
}
