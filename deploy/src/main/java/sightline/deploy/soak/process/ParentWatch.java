package sightline.deploy.soak.process;

import java.io.IOException;

/** Ends this process when the one that started it is gone, however it went. */
final class ParentWatch {

  private static final int ORPHANED = 3;

  private ParentWatch() {}

  /** The parent holds the other end of our standard input; its end is the parent's. */
  static void begin() {
    var thread = new Thread(ParentWatch::await, "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void await() {
    try {
      while (System.in.read() >= 0) {
        continue; // it says nothing
      }
    } catch (IOException e) {
      Runtime.getRuntime().halt(ORPHANED);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
