/** {@code sightline cameras}: settings of cameras that run. */
package sightline.deploy.models.camera;
