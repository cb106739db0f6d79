package sightline.inference.manifest;

import sightline.inference.model.ModelManifest;

/** A finished manifest, and where it comes from. */
public record FoundManifest(ModelManifest manifest, ManifestSource source) {}
