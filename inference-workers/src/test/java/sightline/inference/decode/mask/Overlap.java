package sightline.inference.decode.mask;

import java.util.BitSet;

/** Intersection over union, summed up over many pictures. */
final class Overlap {

  private long both;
  private long either;

  /** Counts only the pixels in {@code valid}. */
  void add(BitSet found, BitSet truth, BitSet valid) {
    var shared = (BitSet) found.clone();
    shared.and(truth);
    shared.and(valid);
    var all = (BitSet) found.clone();
    all.or(truth);
    all.and(valid);
    both += shared.cardinality();
    either += all.cardinality();
  }

  double iou() {
    return (double) both / either;
  }
}
