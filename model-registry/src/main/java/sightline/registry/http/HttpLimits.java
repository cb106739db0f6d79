package sightline.registry.http;

import java.time.Duration;

/**
 * How much clients may ask for.
 *
 * @param maxRequestBytes of a JSON body
 * @param maxMetadataBytes of each of manifest, metrics and lineage of an upload
 * @param maxPageSize entries of one answer
 * @param maxDownloads artifacts on their way at once
 * @param idleTimeout after which a silent connection is closed
 * @param changeTimeout longest time the log may take to take a change
 */
public record HttpLimits(
    int maxRequestBytes,
    int maxMetadataBytes,
    int maxPageSize,
    int maxDownloads,
    Duration idleTimeout,
    Duration changeTimeout) {}
