package sightline.trainer.export.manifest;

import java.util.Optional;

/** Which program trained a model. */
public final class CodeVersion {

  /** Property that names the commit, where whoever starts the program knows it. */
  public static final String COMMIT = "sightline.commit";

  private CodeVersion() {}

  /** Version of the jar and commit, as far as they are known; else {@code unknown}. */
  public static String current() {
    return of(
        CodeVersion.class.getPackage().getImplementationVersion(), System.getProperty(COMMIT));
  }

  static String of(String version, String commit) {
    String jar = Optional.ofNullable(version).orElse("");
    String state = Optional.ofNullable(commit).orElse("");
    String both = state.isBlank() ? jar : "%s (%s)".formatted(jar, state).strip();
    return both.isBlank() ? "unknown" : both;
  }
}
