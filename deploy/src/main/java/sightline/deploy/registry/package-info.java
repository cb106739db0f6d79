/** What the model registry of this platform is started with. */
package sightline.deploy.registry;
