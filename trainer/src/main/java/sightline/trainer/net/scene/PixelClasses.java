package sightline.trainer.net.scene;

import java.util.List;
import sightline.trainer.net.Value;

/**
 * What the logits of a pixel stand for.
 *
 * @param labels how many there are
 */
public record PixelClasses(Kind kind, int labels) {

  /** Whether a pixel can have several labels. */
  public enum Kind {
    /** One label a pixel, one logit a label. */
    EXCLUSIVE,
    /** One of two labels a pixel; the only logit speaks for the second. */
    BINARY,
    /** Any labels, each with a logit of its own. */
    INDEPENDENT
  }

  public PixelClasses {
    if (kind == Kind.BINARY && labels != 2 || labels < 1 || labels > 255) {
      throw new IllegalArgumentException(
          "%s labels of pixels that are %s, expected 1 to 255, and 2 when binary"
              .formatted(labels, kind));
    }
  }

  /** Channels of the logits. */
  public int channels() {
    return kind == Kind.BINARY ? 1 : labels;
  }

  /**
   * Probabilities, a channel for each label.
   *
   * @param logits (channels, H, W)
   */
  Value probabilities(Value logits) {
    return switch (kind) {
      case EXCLUSIVE -> logits.softmax(0);
      case INDEPENDENT -> logits.sigmoid();
      case BINARY -> logits.scale(-1).sigmoid().cat(0, List.of(logits.sigmoid()));
    };
  }
}
