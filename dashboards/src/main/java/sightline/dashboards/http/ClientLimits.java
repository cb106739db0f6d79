package sightline.dashboards.http;

import java.time.Duration;

/**
 * How much the websocket clients may ask for.
 *
 * @param maxClients at once
 * @param maxUnacknowledged pictures on their way to one of them
 * @param maxMaskBytes of all masks in one message, as text
 * @param maxRequestBytes longest message from one of them
 * @param pingInterval how often a silent one is knocked at
 * @param idleTimeout how long one may answer nothing
 * @param maxEveryClients those that read every event
 * @param maxCameras one may name when it subscribes
 */
public record ClientLimits(
    int maxClients,
    int maxUnacknowledged,
    int maxMaskBytes,
    int maxRequestBytes,
    Duration pingInterval,
    Duration idleTimeout,
    int maxEveryClients,
    int maxCameras) {}
