package sightline.registry.intake;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import sightline.registry.intake.IntakeRefused.Limit;
import sightline.registry.store.Digest;

/**
 * Bytes on their way into a file, digested as they come.
 *
 * <p>Threading: one thread at a time writes and ends it; the rest is for any.
 *
 * <p>Ownership: the file is removed with {@link #discard}, unless a store took it.
 */
public final class Upload {

  private static final long LOOK_AT_DISK_EVERY_BYTES = 16L << 20;

  private final String id;
  private final UploadWish wish;
  private final IntakeLimits limits;
  private final Path file;
  private final FileChannel channel;
  private final MessageDigest digest = Digest.start();
  private final Instant from;
  private volatile Instant lastAt;
  private volatile long bytes;
  private long untilLook = LOOK_AT_DISK_EVERY_BYTES;

  Upload(String id, UploadWish wish, IntakeLimits limits, Instant now) throws IOException {
    this.id = id;
    this.wish = wish;
    this.limits = limits;
    this.from = now;
    this.lastAt = now;
    String kind =
        wish.fileName().toLowerCase(java.util.Locale.ROOT).endsWith(".zip") ? "zip" : "onnx";
    file = limits.folder().resolve(id + Leftovers.PART + "." + kind);
    channel = FileChannel.open(file, CREATE_NEW, WRITE);
  }

  public String id() {
    return id;
  }

  UploadWish wish() {
    return wish;
  }

  Path file() {
    return file;
  }

  public long bytes() {
    return bytes;
  }

  Instant from() {
    return from;
  }

  /**
   * Takes more bytes.
   *
   * @throws IntakeRefused when it is too large, or the disk too full
   */
  public void write(ByteBuffer more, Instant now) throws IOException {
    int count = more.remaining();
    if (bytes + count > limits.maxUploadBytes()) {
      throw tooLarge(limits);
    }
    digest.update(more.duplicate());
    while (more.hasRemaining()) {
      channel.write(more);
    }
    bytes += count;
    lastAt = now;
    untilLook -= count;
    if (untilLook <= 0) {
      untilLook = LOOK_AT_DISK_EVERY_BYTES;
      requireSpace(limits, 0);
    }
  }

  /**
   * Whether the sender still sends.
   *
   * @throws IntakeRefused when not, or too slowly
   */
  public void requirePace(Instant now) {
    if (Duration.between(lastAt, now).compareTo(limits.idle()) > 0) {
      throw new IntakeRefused(
          Limit.TOO_SLOW,
          "no byte came for %s (uploadIdle), after %d bytes".formatted(limits.idle(), bytes));
    }
    var taken = Duration.between(from, now);
    long expected = limits.minBytesPerSecond() * taken.toSeconds();
    if (taken.compareTo(limits.idle()) > 0 && bytes < expected) {
      throw new IntakeRefused(
          Limit.TOO_SLOW,
          "%d bytes came in %s, expected %d a second (minUploadBytesPerSecond)"
              .formatted(bytes, taken, limits.minBytesPerSecond()));
    }
  }

  /** The last byte is written: what was it all? */
  Digest end() throws IOException {
    channel.close();
    if (bytes == 0) {
      throw new IntakeRefused(Limit.EMPTY, "the upload has no bytes, expected an ONNX or ZIP file");
    }
    if (wish.declaredBytes() >= 0 && wish.declaredBytes() != bytes) {
      throw new IntakeRefused(
          Limit.BROKEN_OFF,
          "the upload ended after %d of %d bytes".formatted(bytes, wish.declaredBytes()));
    }
    return Digest.of(digest);
  }

  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
    Files.deleteIfExists(manifestFile());
  }

  Path manifestFile() {
    return limits.folder().resolve(id + Leftovers.PART + ".yaml");
  }

  static IntakeRefused tooLarge(IntakeLimits limits) {
    return new IntakeRefused(
        Limit.TOO_LARGE,
        "the upload is larger than maxUploadBytes, %d".formatted(limits.maxUploadBytes()));
  }

  /** Whether {@code more} bytes fit on the disk. */
  static void requireSpace(IntakeLimits limits, long more) throws IOException {
    long free = Files.getFileStore(limits.folder()).getUsableSpace();
    if (free - more < limits.minFreeBytes()) {
      throw new IntakeRefused(
          Limit.NO_SPACE,
          "%d bytes are free where uploads go, %d would come, %d must stay free (minFreeBytes)"
              .formatted(free, more, limits.minFreeBytes()));
    }
  }
}
