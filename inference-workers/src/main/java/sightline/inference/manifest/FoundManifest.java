package sightline.inference.manifest;

import sightline.inference.model.ModelManifest;

/**
 * A finished manifest, and where it comes from.
 *
 * @param told what it says beside how the model is fed and read
 */
public record FoundManifest(ModelManifest manifest, ManifestSource source, Told told) {}
