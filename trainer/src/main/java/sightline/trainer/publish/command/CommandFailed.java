package sightline.trainer.publish.command;

/** A program gave no answer; the message is one sentence without its full stop. */
public final class CommandFailed extends Exception {

  private static final long serialVersionUID = 1L;

  public CommandFailed(String sentence) {
    super(sentence);
  }
}
