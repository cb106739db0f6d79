package sightline.dashboards.training;

/**
 * Takes wishes to the job service.
 *
 * <p>Threading: any thread; {@link #send} blocks until the log has the record.
 */
public interface JobRequests {

  /** Of a site that has no log. */
  JobRequests NONE =
      value -> {
        throw new Lost("this site has no log to take it", null);
      };

  /**
   * Writes a record to topic {@code training-jobs}.
   *
   * @param value JSON, UTF-8
   * @return its offset
   * @throws Lost when the log did not take it
   */
  long send(byte[] value);

  /** The log did not take the record. */
  final class Lost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Lost(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }
}
