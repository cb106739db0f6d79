/** How well a model does on a dataset. */
package sightline.deploy.eval;
