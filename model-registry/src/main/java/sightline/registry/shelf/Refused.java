package sightline.registry.shelf;

/** A wish that cannot be granted; the message is one sentence that helps. */
public final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Kind kind;

  /** What is in the way. */
  public enum Kind {
    /** There is no such model, version, slot or promotion. */
    UNKNOWN,
    /** The wish itself makes no sense. */
    INVALID,
    /** Somebody else changed it first: the edition is not the one that was seen. */
    STALE,
    /** The edition that was seen is not said. */
    EDITION_MISSING,
    /** It does not fit what is there now: a promotion runs, a third version. */
    CONFLICT,
    /** The workers cannot open it beside what is open; with a gap they could. */
    MEMORY_SHORT,
    /** This registry only reads, or the log is not reachable. */
    NOT_WRITER
  }

  public Refused(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
