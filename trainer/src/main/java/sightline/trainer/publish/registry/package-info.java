/** The model registry over HTTP: versions, uploads, aliases, through its outages. */
package sightline.trainer.publish.registry;
