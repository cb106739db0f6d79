/** Which part of a detector's answer learns which object; plain Java but for the last step. */
package sightline.trainer.fit.detect.assign;
