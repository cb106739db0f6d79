/** Nets that say of every pixel what it shows. */
package sightline.trainer.net.scene;
