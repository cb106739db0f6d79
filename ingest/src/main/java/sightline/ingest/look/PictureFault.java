package sightline.ingest.look;

import java.time.Duration;

/** What can be wrong with pictures that arrive. */
public enum PictureFault {
  /** Nothing can be seen: a covered lens, a dead sensor. */
  BLACK("every picture has been black"),
  /** The same picture, bit by bit: a camera, or something on the way, that hangs. */
  FROZEN("the picture has been the same, bit by bit,"),
  /** The same few pictures in turn: a recording where a camera should be. */
  REPEATED("the same few pictures have come again and again");

  private final String sentence;

  PictureFault(String sentence) {
    this.sentence = sentence;
  }

  /** One sentence for the operator. */
  public String describe(LookSettings settings) {
    Duration after =
        switch (this) {
          case BLACK -> settings.blackAfter();
          case FROZEN -> settings.frozenAfter();
          case REPEATED -> settings.repeatedAfter();
        };
    return sentence + " for longer than " + after;
  }
}
