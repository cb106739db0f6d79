/** The reading of a net that writes an ONNX file. Plain Java. */
package sightline.trainer.export;
