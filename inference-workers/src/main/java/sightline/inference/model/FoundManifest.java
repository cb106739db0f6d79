package sightline.inference.model;

/** A finished manifest, and where it comes from. */
public record FoundManifest(ModelManifest manifest, ManifestSource source) {}
