/** The study of nets that find objects. */
package sightline.trainer.study.detect;
