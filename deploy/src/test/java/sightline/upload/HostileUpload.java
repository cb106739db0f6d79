package sightline.upload;

/**
 * A file that nobody should have uploaded.
 *
 * @param name of the file
 * @param word that the sentence of its refusal has to hold
 */
record HostileUpload(String name, byte[] bytes, String word) {

  static HostileUpload net(String name, byte[] bytes, String word) {
    return new HostileUpload(name + ".onnx", bytes, word);
  }

  static HostileUpload zip(String name, byte[] bytes, String word) {
    return new HostileUpload(name + ".zip", bytes, word);
  }
}
