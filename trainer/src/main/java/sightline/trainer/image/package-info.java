/** Pictures on their way into tensors, and drawn upon for people: the trainer's home of OpenCV. */
package sightline.trainer.image;
