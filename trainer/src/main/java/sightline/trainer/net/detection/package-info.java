/** Nets that find objects, and what they measure boxes from; plain Java. */
package sightline.trainer.net.detection;
