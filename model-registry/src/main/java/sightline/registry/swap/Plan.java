package sightline.registry.swap;

import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotState;

/**
 * A wish that makes sense.
 *
 * @param before the slot as it is; edition 0 when it is new
 * @param kind as in {@code Promotion}
 */
record Plan(SlotRecord before, SlotState next, String kind, Move move) {}
