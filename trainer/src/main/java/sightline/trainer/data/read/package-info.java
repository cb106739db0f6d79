/** What the readers of all formats share: the fence, the flaws, the limits. Plain Java. */
package sightline.trainer.data.read;
