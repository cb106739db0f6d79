package sightline.dashboards.registry;

/** Why a call was not passed through, or what kept the registry from answering. */
public final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;

  public Refusal(int status, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
  }

  /** Of HTTP. */
  public int status() {
    return status;
  }
}
