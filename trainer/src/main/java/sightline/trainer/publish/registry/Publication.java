package sightline.trainer.publish.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * A file that is to become a version.
 *
 * @param model name in the registry
 * @param file bundle or net; its bytes decide what is the same version
 * @param by who publishes
 * @param why they do
 * @param metrics numbers by name
 * @param lineage numbers and words by name
 * @param alias given to the version; empty for none
 */
public record Publication(
    String model,
    Path file,
    String by,
    String why,
    ObjectNode metrics,
    ObjectNode lineage,
    String alias) {}
