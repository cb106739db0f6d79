package sightline.registry.log;

/**
 * Something that can be written to, one batch after the other.
 *
 * <p>Threading: one thread.
 */
public interface CommitLog {

  /**
   * Returns when the batch stands in the log and what was read from the log includes it.
   *
   * @throws NotWritten otherwise
   */
  void commit(Batch batch) throws NotWritten;

  /**
   * Partitions of topic {@code frames}.
   *
   * @throws NotWritten when the broker does not say
   */
  int framePartitions() throws NotWritten;
}
