/** Pixels of ours to files that others read. */
package sightline.inference.image.encode;
