package sightline.registry.intake;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What somebody wants to become a version.
 *
 * @param fileName as the sender calls it
 * @param manifest YAML that overrides what the file says of itself; empty for none
 * @param metrics of its evaluation
 * @param lineage where it comes from
 * @param declaredBytes -1 when the sender does not say
 */
public record UploadWish(
    String model,
    String fileName,
    String by,
    String why,
    String manifest,
    JsonNode metrics,
    JsonNode lineage,
    long declaredBytes) {}
