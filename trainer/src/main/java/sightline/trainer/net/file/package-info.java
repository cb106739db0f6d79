/** Nets out of files that others have made, read onto {@link sightline.trainer.net.Value}. */
package sightline.trainer.net.file;
