/** Cameras that obey: MJPEG over HTTP on loopback, with faults at will. */
package sightline.deploy.soak.camera;
