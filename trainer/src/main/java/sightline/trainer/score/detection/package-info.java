/** How well boxes and masks are found: COCO, VOC, confusion, and the worst pictures. */
package sightline.trainer.score.detection;
