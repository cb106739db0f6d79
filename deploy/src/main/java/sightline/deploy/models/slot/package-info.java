/** The commands about slots: what looks at which cameras, and since when. */
package sightline.deploy.models.slot;
