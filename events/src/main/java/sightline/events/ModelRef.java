package sightline.events;

/**
 * The version of a model that made a result.
 *
 * @param digest {@code sha256:} and the 64 hexadecimal digits of the ONNX file
 * @param provider execution provider it ran on: {@code cpu}, {@code cuda} or {@code tensorrt}
 */
public record ModelRef(String name, String version, String digest, String provider) {}
