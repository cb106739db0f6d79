package sightline.deploy.soak.swap;

import java.util.List;
import java.util.Locale;

/** What a swap is put through. */
public enum SwapKind {
  GOOD("to the other version, undisturbed"),
  CORRUPT("to a version whose file was changed in the store after its import: must be refused"),
  GONE("to a version whose file is gone from the store, so that none can load it: must be refused"),
  REGISTRY("the registry's process is killed half-way and started again: either version may win"),
  WORKER("a worker's process is killed half-way and started again: either version may win");

  /** A fifth of all swaps is no good one; these take turns. */
  private static final int EVERY = 5;

  private static final List<SwapKind> TURNS = List.of(CORRUPT, REGISTRY, GONE, WORKER);

  private final String description;

  SwapKind(String description) {
    this.description = description;
  }

  /** The kind of swap {@code number}, from 1. */
  static SwapKind of(int number) {
    return number % EVERY == 0 ? TURNS.get((number / EVERY - 1) % TURNS.size()) : GOOD;
  }

  /** The name in reports. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String description() {
    return description;
  }

  /** Whether a promotion of this kind may end in {@code state}. */
  boolean mayEnd(String state) {
    return switch (this) {
      case GOOD -> state.equals("SWITCHED");
      case CORRUPT, GONE -> state.equals("REFUSED");
      case REGISTRY, WORKER -> state.equals("SWITCHED") || state.equals("REFUSED");
    };
  }

  /** Whether the other of the two versions is wanted, and not one that fails. */
  boolean wantsTheOther() {
    return this != CORRUPT && this != GONE;
  }
}
