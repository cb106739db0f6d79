package sightline.dashboards.ledger;

import java.util.Set;

/**
 * Which rows somebody wants to see.
 *
 * @param minutes how many, the running one included, at least 1
 * @param cameras of these; empty for all
 * @param slots of these; empty for all
 */
public record LedgerQuery(int minutes, Set<String> cameras, Set<String> slots) {

  public LedgerQuery {
    cameras = Set.copyOf(cameras);
    slots = Set.copyOf(slots);
  }

  boolean covers(Account account) {
    return (cameras.isEmpty() || cameras.contains(account.camera()))
        && (slots.isEmpty() || slots.contains(account.slot()));
  }
}
