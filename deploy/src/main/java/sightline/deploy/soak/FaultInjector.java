package sightline.deploy.soak;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sightline.deploy.soak.camera.SceneCamera.Behavior;
import sightline.deploy.soak.plan.FaultKind;
import sightline.deploy.soak.plan.PlannedFault;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.run.SoakFailed;
import sightline.deploy.soak.view.WallViewer;

/**
 * Does to the platform what the plan says, and undoes it.
 *
 * <p>Threading: one thread.
 */
final class FaultInjector {

  private static final int SLOW_VIEWERS = 6;

  private final SoakSite site;
  private final List<WallViewer> slow = new ArrayList<>();
  private Optional<Child> down = Optional.empty();

  FaultInjector(SoakSite site) {
    this.site = site;
  }

  /** Why {@code fault} cannot be done here; empty when it can. */
  Optional<String> whyNot(PlannedFault fault) {
    return switch (fault.kind()) {
      case DISK -> site.disk().isPresent() ? Optional.empty() : Optional.of(site.noDisk());
      case BROKER, WORKER, HANG, GARBAGE, HALF, CLOCK, VIEWER, POISON, REGISTRY -> Optional.empty();
    };
  }

  /** The process that is down on purpose. */
  boolean isDown(Child child) {
    return down.filter(child::equals).isPresent();
  }

  void begin(PlannedFault fault) throws IOException, InterruptedException {
    switch (fault.kind()) {
      case BROKER -> takeDown(site.broker(), fault);
      case WORKER -> takeDown(site.worker(fault.target()), fault);
      case REGISTRY -> takeDown(site.registry(), fault);
      case HANG, GARBAGE, HALF, CLOCK -> site.camera(fault.target()).behave(behavior(fault.kind()));
      case VIEWER -> openSlowViewers();
      case DISK -> {
        down = Optional.of(site.broker());
        site.disk().orElseThrow().fill();
      }
      case POISON -> throw new IllegalArgumentException(fault.kind() + " neither begins nor ends");
    }
  }

  void end(PlannedFault fault) throws IOException, SoakFailed, InterruptedException {
    switch (fault.kind()) {
      case BROKER -> site.startBroker();
      case WORKER -> site.worker(fault.target()).start();
      case REGISTRY -> site.registry().start();
      case HANG, GARBAGE, HALF, CLOCK -> site.camera(fault.target()).behave(Behavior.WELL);
      case VIEWER -> closeSlowViewers();
      case DISK -> {
        site.disk().orElseThrow().empty();
        site.broker().stop();
        site.startBroker();
      }
      case POISON -> throw new IllegalArgumentException(fault.kind() + " neither begins nor ends");
    }
    down = Optional.empty();
  }

  private void takeDown(Child child, PlannedFault fault) throws InterruptedException {
    down = Optional.of(child);
    if (fault.how().equals(PlannedFault.KILLED)) {
      child.kill();
    } else {
      child.stop();
    }
  }

  private void openSlowViewers() throws IOException, InterruptedException {
    for (int i = 0; i < SLOW_VIEWERS; i++) {
      slow.add(WallViewer.open(site.wallPort(), false, Clock.systemUTC(), (at, took) -> {}));
    }
  }

  private void closeSlowViewers() {
    slow.forEach(WallViewer::close);
    slow.clear();
  }

  private static Behavior behavior(FaultKind kind) {
    return switch (kind) {
      case HANG -> Behavior.SILENT;
      case GARBAGE -> Behavior.GARBAGE;
      case HALF -> Behavior.HALF;
      case CLOCK -> Behavior.CLOCK_BACK;
      default -> throw new IllegalArgumentException(kind + " is no fault of a camera");
    };
  }
}
