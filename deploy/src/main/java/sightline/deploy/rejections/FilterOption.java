package sightline.deploy.rejections;

import java.time.Clock;
import java.time.Instant;
import picocli.CommandLine.Option;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.TimeText;
import sightline.events.FrameRejected.Reason;

/** The options that choose among rejections. */
final class FilterOption {

  @Option(names = "--camera", paramLabel = "NAME", description = "Only those of this camera.")
  private String camera = "";

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only those with this reason: ${COMPLETION-CANDIDATES}.")
  private Reason reason;

  @Option(names = "--slot", paramLabel = "NAME", description = "Only those for this slot.")
  private String slot = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only younger ones: 10m, 2h, 1d, or a time such as 2026-11-22T14:00:00Z.")
  private String since;

  RejectionFilter filter(Clock clock) {
    Instant from =
        since == null
            ? Instant.EPOCH
            : BadInput.unlessRead(() -> TimeText.since("--since", since, clock));
    return new RejectionFilter(camera, reason == null ? "" : reason.name(), slot, from);
  }

  /** Whether any of them was given. */
  boolean isUsed() {
    return !camera.isEmpty() || reason != null || !slot.isEmpty() || since != null;
  }
}
