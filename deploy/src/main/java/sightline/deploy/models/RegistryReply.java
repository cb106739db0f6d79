package sightline.deploy.models;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the registry answered.
 *
 * @param body of it; missing when there was none
 * @param etag to be given back as precondition of a change; empty when there was none
 * @param location where what was begun can be watched; empty when nothing was
 */
public record RegistryReply(JsonNode body, String etag, String location) {}
