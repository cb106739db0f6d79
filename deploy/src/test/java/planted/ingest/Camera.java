package planted.ingest;

import planted.inference.Worker;

/** Knows another module, which knows it: an arrow and a cycle that must be found. */
public final class Camera {

  public Worker worker() {
    return new Worker();
  }
}
