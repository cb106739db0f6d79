/** The study of what pixels show. */
package sightline.trainer.study.scene;
