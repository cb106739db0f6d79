package sightline.inference.family.prior;

import sightline.events.geometry.PerChannel;

/** Mean and standard deviation of ImageNet's pixels: red, green, blue, 0 to 255. */
final class ImageNet {

  static final PerChannel MEAN = new PerChannel(123.675f, 116.28f, 103.53f);
  static final PerChannel STD = new PerChannel(58.395f, 57.12f, 57.375f);

  private ImageNet() {}
}
