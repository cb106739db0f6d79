package sightline.deploy.broker;

/** The broker could not start, or the topics are not as they must be; the message says why. */
public final class BrokerFailed extends Exception {

  private static final long serialVersionUID = 1L;

  public BrokerFailed(String message) {
    super(message);
  }

  public BrokerFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
