package sightline.registry.shelf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the registry did, as far as it is kept in memory.
 *
 * @param entries oldest first
 * @param switches newest first, by slot
 * @param promotions entries oldest first, by promotion
 * @param newest promotion by slot
 */
public record AuditTrail(
    List<AuditEntry> entries,
    Map<String, List<AuditEntry>> switches,
    Map<String, List<AuditEntry>> promotions,
    Map<String, String> newest) {

  public static final String ANNOUNCED = "announced";
  public static final String SWITCHED = "switched";
  public static final String ROLLED_BACK = "rolled-back";
  public static final String REFUSED = "refused";
  public static final String CANCELLED = "cancelled";
  public static final String CAMERA_CHANGED = "camera-changed";
  private static final Set<String> SWITCHES = Set.of(SWITCHED, ROLLED_BACK);

  static final AuditTrail NOTHING = new AuditTrail(List.of(), Map.of(), Map.of(), Map.of());

  static AuditTrail of(Iterable<AuditEntry> oldestFirst) {
    var entries = new ArrayList<AuditEntry>();
    var switches = new HashMap<String, List<AuditEntry>>();
    var promotions = new HashMap<String, List<AuditEntry>>();
    var newest = new HashMap<String, String>();
    for (AuditEntry entry : oldestFirst) {
      entries.add(entry);
      if (SWITCHES.contains(entry.action())) {
        switches.computeIfAbsent(entry.subject(), slot -> new ArrayList<>()).add(entry);
      }
      if (!entry.promotion().isEmpty()) {
        promotions.computeIfAbsent(entry.promotion(), id -> new ArrayList<>()).add(entry);
        newest.put(entry.subject(), entry.promotion());
      }
    }
    switches.values().forEach(java.util.Collections::reverse);
    return new AuditTrail(entries, switches, promotions, newest);
  }

  /** The number that the next entry gets. */
  public long nextId() {
    return entries.isEmpty() ? 1 : number(entries.get(entries.size() - 1)) + 1;
  }

  /** At most {@code limit} entries that follow number {@code after}, oldest first. */
  public List<AuditEntry> page(long after, int limit) {
    return entries.stream().filter(entry -> number(entry) > after).limit(limit).toList();
  }

  /** The newest entry about a slot or model. */
  public Optional<AuditEntry> newestOf(String subject) {
    return newest(entry -> entry.subject().equals(subject) && !isOfCamera(entry));
  }

  /** The newest entry about a camera. */
  public Optional<AuditEntry> newestOfCamera(String camera) {
    return newest(entry -> entry.subject().equals(camera) && isOfCamera(entry));
  }

  /** The entry with which a promotion began. */
  public Optional<AuditEntry> announcement(String promotion) {
    return promotions.getOrDefault(promotion, List.of()).stream()
        .filter(entry -> entry.action().equals(ANNOUNCED))
        .findFirst();
  }

  /** The entry of the switch that is in force in a slot. */
  public Optional<AuditEntry> lastSwitch(String slot) {
    return switches.getOrDefault(slot, List.of()).stream().findFirst();
  }

  private static boolean isOfCamera(AuditEntry entry) {
    return entry.action().equals(CAMERA_CHANGED);
  }

  private Optional<AuditEntry> newest(Predicate<AuditEntry> wanted) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (wanted.test(entries.get(i))) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  private static long number(AuditEntry entry) {
    return Long.parseLong(entry.id());
  }
}
