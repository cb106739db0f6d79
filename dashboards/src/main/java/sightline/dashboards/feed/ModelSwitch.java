package sightline.dashboards.feed;

import java.time.Instant;
import sightline.events.ModelRef;

/**
 * The results of a slot began to come from another model.
 *
 * @param at when the first of them was there
 */
public record ModelSwitch(String slot, Instant at, ModelRef from, ModelRef to) {}
