/** Which pixels an object covers: runs of pixels and outlines of corners. Plain Java. */
package sightline.trainer.shape;
