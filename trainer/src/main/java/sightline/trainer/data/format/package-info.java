/** The formats of datasets by name, and which of them a folder holds. */
package sightline.trainer.data.format;
