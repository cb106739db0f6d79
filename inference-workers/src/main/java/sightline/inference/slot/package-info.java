/** Which models look at which camera, and the models themselves, open. */
package sightline.inference.slot;
