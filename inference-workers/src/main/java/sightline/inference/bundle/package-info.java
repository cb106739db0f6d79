/** What arrives as a model: an ONNX file, or a ZIP of one and what belongs to it, unpacked. */
package sightline.inference.bundle;
