package sightline.registry.intake;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The newest uploads and what became of them; older ones that have ended are forgotten.
 *
 * <p>Threading: any thread.
 */
final class Imports {

  private final int most;
  private final Map<String, Import> byId = new LinkedHashMap<>();

  Imports(int most) {
    this.most = most;
  }

  synchronized void update(Import one) {
    byId.put(one.id(), one);
    var oldest = byId.values().iterator();
    while (byId.size() > most && oldest.hasNext()) {
      if (oldest.next().hasEnded()) {
        oldest.remove();
      }
    }
  }

  synchronized Optional<Import> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
