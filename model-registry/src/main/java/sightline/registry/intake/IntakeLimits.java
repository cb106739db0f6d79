package sightline.registry.intake;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How much the intake takes.
 *
 * @param folder for uploads on their way, on the disk of the store when that is files
 * @param maxUploadBytes of one
 * @param maxUploads at once, until they are versions or refused
 * @param minBytesPerSecond an upload slower than this on average is ended
 * @param idle longest time in which not one byte of an upload comes
 * @param minFreeBytes that must stay free on the disk
 * @param maxImports whose state is remembered
 * @param leftoverAge from which on what belongs to nothing is removed
 */
public record IntakeLimits(
    Path folder,
    long maxUploadBytes,
    int maxUploads,
    long minBytesPerSecond,
    Duration idle,
    long minFreeBytes,
    int maxImports,
    Duration leftoverAge) {}
