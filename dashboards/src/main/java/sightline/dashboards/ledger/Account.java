package sightline.dashboards.ledger;

import java.util.Comparator;

/**
 * What a row of the ledger is of.
 *
 * @param camera its id
 * @param slot empty when none is bound to the camera
 */
record Account(String camera, String slot) implements Comparable<Account> {

  private static final Comparator<Account> BY_CAMERA_THEN_SLOT =
      Comparator.comparing(Account::camera).thenComparing(Account::slot);

  @Override
  public int compareTo(Account other) {
    return BY_CAMERA_THEN_SLOT.compare(this, other);
  }
}
