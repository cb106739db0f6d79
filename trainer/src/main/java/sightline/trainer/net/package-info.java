/** Nets, written once against {@link sightline.trainer.net.Value}; plain Java, no library. */
package sightline.trainer.net;
