/**
 * What an exported file says of itself: how it is fed and read, how good it is, whence it comes.
 */
package sightline.trainer.export.manifest;
