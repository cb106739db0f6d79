/** ONNX files, read with bounds; plain Java, and nothing is computed. */
package sightline.trainer.onnx;
