package sightline.registry.http.request;

/** A request that cannot be answered, and why in one sentence. */
public final class Problem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  public Problem(int status, String detail) {
    super(detail, null, false, false);
    this.status = status;
  }

  public static Problem invalid(String message, Object... values) {
    return new Problem(400, message.formatted(values));
  }

  public int status() {
    return status;
  }
}
