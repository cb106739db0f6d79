/** Reads the tensors that travel with golden frames; nothing in a file is believed. */
package sightline.inference.check.tensors;
