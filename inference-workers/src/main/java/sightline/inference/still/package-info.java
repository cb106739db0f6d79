/** Models that look at still pictures, one after the other, outside of any stream. */
package sightline.inference.still;
