/** Nets computed on libtorch: weights, and the reading that trains. */
package sightline.trainer.tensor;
