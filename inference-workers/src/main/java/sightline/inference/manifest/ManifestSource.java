package sightline.inference.manifest;

import java.util.Locale;

/** Where a manifest was found, best first. */
public enum ManifestSource {
  /** A YAML file that somebody gave with the model. */
  FILE,
  /** YAML in the model's own metadata. */
  EMBEDDED,
  /** The metadata that exports of Ultralytics carry. */
  ULTRALYTICS,
  /** Nowhere: the tensors are those of a family we know. */
  GUESSED;

  /** The word for it in reports. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
