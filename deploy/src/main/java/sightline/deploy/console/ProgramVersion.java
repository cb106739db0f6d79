package sightline.deploy.console;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
public final class ProgramVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return new String[] {"Sightline " + (version == null ? "(not built as a jar)" : version)};
  }
}
