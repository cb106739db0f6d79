/** Datasets made from generated scenes, in formats that the trainer reads. */
package sightline.deploy.scene;
