package sightline.deploy.console;

import picocli.CommandLine.Option;
import sightline.inference.track.TrackerKind;

/** The option that chooses a tracker, the same in every command that starts workers. */
public final class TrackOption {

  @Option(
      names = "--track",
      paramLabel = "TRACKER",
      description =
          "Gives each object a number that it keeps from frame to frame: none, sort or bytetrack."
              + " Default: bytetrack in demo, none in analyze, what the site file says in up.")
  private String track;

  /** Whether one was asked for. */
  public boolean isGiven() {
    return track != null;
  }

  /**
   * The tracker that was asked for, else {@code usual}.
   *
   * @throws BadInput when there is none of that name
   */
  public TrackerKind orElse(TrackerKind usual) {
    return isGiven() ? BadInput.unlessRead(() -> TrackerKind.of("--track", track)) : usual;
  }
}
