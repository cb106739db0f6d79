package sightline.trainer.net.part;

import java.util.List;
import sightline.trainer.net.Value;
import sightline.trainer.net.Value.Padding;

/**
 * Pictures whose sides are multiples of a number: nets that halve need them.
 *
 * @param of the sides, px
 */
public record Multiple(int of) {

  /** The next multiple. */
  public int above(int side) {
    return (side + of - 1) / of * of;
  }

  /** Adds zeros at the right and at the bottom. */
  public Value pad(Value picture) {
    int right = above(picture.width()) - picture.width();
    int bottom = above(picture.height()) - picture.height();
    return right + bottom == 0 ? picture : picture.pad(new Padding(0, 0, right, bottom), 0);
  }

  /**
   * Takes away what was added.
   *
   * @param sizes of the picture before, channels first
   */
  public static Value cut(Value padded, List<Integer> sizes) {
    Value rows = padded.height() == sizes.get(1) ? padded : padded.slice(1, 0, sizes.get(1));
    return rows.width() == sizes.get(2) ? rows : rows.slice(2, 0, sizes.get(2));
  }
}
