package sightline.inference.model;

/** A model's manifest says something impossible; the message is one sentence for people. */
public final class BadManifest extends IllegalArgumentException {

  public BadManifest(String key, Object value, String expected) {
    this("manifest.%s is %s, expected %s".formatted(key, value, expected));
  }

  public BadManifest(String sentence) {
    super(sentence);
  }
}
