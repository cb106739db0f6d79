/** What nets of several kinds are put together from. */
package sightline.trainer.net.part;
