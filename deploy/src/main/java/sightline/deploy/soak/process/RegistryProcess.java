package sightline.deploy.soak.process;

import sightline.registry.RegistryMain;

/** The registry's own main, in a process that ends with its parent. */
public final class RegistryProcess {

  private RegistryProcess() {}

  public static void main(String[] arguments) throws Exception {
    ParentWatch.begin();
    RegistryMain.main(arguments);
  }
}
