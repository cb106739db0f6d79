/** Losses on libtorch tensors, each with its formula and source. */
package sightline.trainer.fit.loss;
