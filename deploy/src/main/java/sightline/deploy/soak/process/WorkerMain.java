package sightline.deploy.soak.process;

import sightline.inference.InferenceMain;

/** The workers' own main, in a process that ends with its parent. */
public final class WorkerMain {

  private WorkerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.begin();
    InferenceMain.main(arguments);
  }
}
