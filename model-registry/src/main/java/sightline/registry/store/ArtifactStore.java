package sightline.registry.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Bytes by their digest. What it once has it has whole, whenever the process or the machine dies.
 *
 * <p>Threading: any thread; every call blocks.
 *
 * <p>Ownership: who opens a stream closes it.
 */
public interface ArtifactStore extends AutoCloseable {

  /**
   * An artifact that lies there.
   *
   * @param storedAt when it was put last
   */
  record Stored(Digest digest, long sizeBytes, Instant storedAt) {}

  /**
   * Puts the bytes of {@code file}, in place of those that are there; returns when they are safe.
   * The file may be gone afterwards.
   */
  void put(Digest digest, Path file) throws IOException;

  /** How many bytes; empty when there is no such artifact. */
  OptionalLong sizeBytes(Digest digest) throws IOException;

  /**
   * Bytes from {@code first} to the end.
   *
   * @throws java.nio.file.NoSuchFileException when there is no such artifact
   */
  InputStream open(Digest digest, long first) throws IOException;

  /** Whether there was one. */
  boolean delete(Digest digest) throws IOException;

  List<Stored> list() throws IOException;

  /** Throws away what puts before {@code limit} left half done, and says how much that was. */
  int discardUnfinished(Instant limit) throws IOException;

  /** A word for people: which kind, where. */
  String describe();

  @Override
  void close();
}
