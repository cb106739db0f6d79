/** How well each pixel's class or object is told: semantic and panoptic scenes. */
package sightline.trainer.score.scene;
