package sightline.trainer.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import sightline.trainer.data.BadDataset;

/**
 * The classes of a dataset: their names, and which class id each number or name in an annotation
 * means. Numbers with gaps become class ids without, in ascending order of the numbers.
 */
public final class Labels {

  private static final Set<String> NO_CLASS =
      Set.of("unlabeled", "unlabelled", "void", "ignore", "ignored");
  private static final int MOST = 100_000;

  private final List<String> names = new ArrayList<>();
  private final Map<Long, Integer> byNumber = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();

  private Labels() {}

  /** Of the names by number in the annotations. */
  public static Labels ofNumbers(SortedMap<Long, String> names) {
    var labels = new Labels();
    names.forEach(labels::add);
    return labels;
  }

  /** Of the names of class 0, 1 and so on. */
  public static Labels ofNames(Collection<String> names) {
    return ofNumbers(numbered(names));
  }

  /** Of names without an order: alphabetically. */
  public static Labels sorted(Collection<String> names) {
    return ofNames(new TreeSet<>(names));
  }

  /** Without the entries that stand for pixels nobody labelled, which are no class. */
  public static Labels ofScene(SortedMap<Long, String> names) {
    var classes = new TreeMap<>(names);
    classes.values().removeIf(name -> NO_CLASS.contains(name.toLowerCase(Locale.ROOT)));
    return ofNumbers(classes);
  }

  public static SortedMap<Long, String> numbered(Collection<String> names) {
    var numbered = new TreeMap<Long, String>();
    for (String name : names) {
      numbered.put((long) numbered.size(), name);
    }
    return numbered;
  }

  /** The lines of a file that are not empty. */
  public static List<String> read(Path file) throws IOException, BadDataset {
    var names = new ArrayList<String>();
    try (var lines = Lines.of(file)) {
      while (lines.next()) {
        String name = lines.text().strip();
        if (!name.isEmpty()) {
          names.add(name);
        }
        if (names.size() > MOST) {
          throw new Flawed("expected at most %d names".formatted(MOST));
        }
      }
    } catch (Flawed e) {
      throw new BadDataset(file.getFileName() + ": " + e.getMessage());
    }
    return names;
  }

  private void add(Long number, String name) {
    byNumber.put(number, names.size());
    byName.putIfAbsent(name, names.size());
    names.add(name);
  }

  public List<String> names() {
    return List.copyOf(names);
  }

  public int ofNumber(long number) throws Flawed {
    Integer id = byNumber.get(number);
    if (id == null) {
      throw Flawed.of("expected one of the %d classes, found class %d", names.size(), number);
    }
    return id;
  }

  public int ofName(String name) throws Flawed {
    Integer id = byName.get(name);
    if (id == null) {
      throw Flawed.of(
          "expected one of the %d classes, found class %s", names.size(), Flawed.quoted(name));
    }
    return id;
  }

  /** Class ids by number in the annotations. */
  public Map<Long, Integer> numbers() {
    return Map.copyOf(byNumber);
  }
}
