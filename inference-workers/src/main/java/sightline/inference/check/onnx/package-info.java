/**
 * ONNX files read as the bytes they are, in one pass and in bounded memory, before ONNX Runtime
 * believes anything they say. Entry: {@link sightline.inference.check.onnx.OnnxFile}.
 */
package sightline.inference.check.onnx;
