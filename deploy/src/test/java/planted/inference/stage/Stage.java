package planted.inference.stage;

import planted.inference.Worker;

/** Knows the root of its module. */
public final class Stage {

  public Worker worker() {
    return new Worker();
  }
}
