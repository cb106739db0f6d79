/** Nets that judge a frame as a whole and say where it is unusual. */
package sightline.inference.decode.heat;
