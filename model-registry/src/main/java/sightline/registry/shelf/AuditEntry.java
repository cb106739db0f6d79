package sightline.registry.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Something that the registry did. Topic {@code model-audit}.
 *
 * @param id grows with every entry; pages of the audit begin after one
 * @param action {@code imported}, {@code aliased}, {@code confirmed}, {@code announced}, {@code
 *     switched}, {@code refused}, {@code cancelled}, {@code rolled-back}, {@code camera-changed}
 * @param subject the slot, the model or the camera
 * @param from {@code name/version} before, empty for none
 * @param to {@code name/version} after, empty for none
 * @param canary cameras that alone are meant; empty for all of the slot
 * @param evidence numbers and reasons that led to it; after a switch also {@code rules}: model and
 *     cameras of each
 * @param promotion its id, empty when it belongs to none
 * @param revision of the slot, 0 when it is about none
 * @param offsets of the markers by partition of {@code frames}
 */
public record AuditEntry(
    String id,
    Instant at,
    String by,
    String action,
    String subject,
    String from,
    String to,
    List<String> canary,
    String why,
    JsonNode evidence,
    String promotion,
    long revision,
    Map<Integer, Long> offsets) {}
