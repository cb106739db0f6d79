package sightline.registry.store;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Artifacts as files, {@code FOLDER/sha256/ab/abcd…}: a file is forced to the disk before it gets
 * its name, and the name before anybody is told of it.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: the folder is this class's own; files to be put must lie on the same disk.
 */
public final class FileArtifactStore implements ArtifactStore {

  private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");
  private static final boolean FOLDERS_CAN_BE_FORCED = File.separatorChar == '/';

  private final Path folder;

  public FileArtifactStore(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("sha256").toAbsolutePath());
  }

  @Override
  public void put(Digest digest, Path file) throws IOException {
    force(file, WRITE);
    Path place = place(digest);
    boolean fresh = !Files.isDirectory(place.getParent());
    Files.createDirectories(place.getParent());
    Files.move(file, place, ATOMIC_MOVE, REPLACE_EXISTING);
    force(place.getParent(), READ);
    if (fresh) {
      force(folder, READ);
    }
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) throws IOException {
    try {
      return OptionalLong.of(Files.size(place(digest)));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(Digest digest, long first) throws IOException {
    var channel = FileChannel.open(place(digest), READ);
    channel.position(first);
    return Channels.newInputStream(channel);
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    return Files.deleteIfExists(place(digest));
  }

  @Override
  public List<Stored> list() throws IOException {
    try (var files = Files.walk(folder, 2)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .map(FileArtifactStore::stored)
          .toList();
    }
  }

  /** A put is one move: there is nothing half done. */
  @Override
  public int discardUnfinished(Instant limit) {
    return 0;
  }

  @Override
  public String describe() {
    return "files in " + folder;
  }

  @Override
  public void close() {
    // holds nothing open
  }

  private Path place(Digest digest) {
    return folder.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
  }

  private static Stored stored(Path file) {
    File found = file.toFile();
    return new Stored(
        new Digest(file.getFileName().toString()),
        found.length(),
        Instant.ofEpochMilli(found.lastModified()));
  }

  private static void force(Path path, java.nio.file.StandardOpenOption how) throws IOException {
    if (how == WRITE || FOLDERS_CAN_BE_FORCED) {
      try (var channel = FileChannel.open(path, how)) {
        channel.force(true);
      }
    }
  }
}
