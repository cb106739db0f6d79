package sightline.deploy.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import sightline.deploy.jvm.OwnJvm;
import sightline.trainer.job.run.JobSettings;

/**
 * How the process of a job is started: by the launcher, which adds the native libraries that only
 * jobs need, or without one by this Java with what is on its class path.
 */
public final class JobLaunch {

  /** The launcher's path, if it started this process. */
  private static final String LAUNCHER = "sightline.launcher";

  private static final String SCRIPT = "sightline.trainer.Train";
  private static final String STUDIES = "sightline.trainer.study.StudyMain";
  private static final String COMMANDS = "sightline.deploy.Sightline";
  private static final long MAX_OUTPUT_BYTES = 1 << 20;

  private JobLaunch() {}

  static JobSettings.Command command() {
    return new JobSettings.Command(words(), environment(), MAX_OUTPUT_BYTES);
  }

  /** The same for the process of a study. */
  public static JobSettings.Command study() {
    String launcher = System.getProperty(LAUNCHER, "");
    List<String> words = launcher.isEmpty() ? ownJava(STUDIES) : List.of(launcher, "job", "study");
    return new JobSettings.Command(words, environment(), MAX_OUTPUT_BYTES);
  }

  static List<String> words() {
    String launcher = System.getProperty(LAUNCHER, "");
    if (!launcher.isEmpty()) {
      return List.of(launcher, "job");
    }
    return ownJava(SCRIPT);
  }

  /** Command that measures an exported model as {@code sightline eval} does. */
  static List<String> evaluator() {
    List<String> words = ownJava(COMMANDS);
    words.add("eval");
    return words;
  }

  private static List<String> ownJava(String main) {
    var words = new ArrayList<String>();
    words.add(OwnJvm.program());
    words.addAll(OwnJvm.optionsForChildren());
    words.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    words.add("-XX:+UseSerialGC");
    words.add("-Xmx1g"); // pictures and batches; what a net takes is no heap
    words.add(main);
    return words;
  }

  /** The class path is too long for some command lines; a check that a job starts needs it too. */
  static Map<String, String> environment() {
    return Map.of("CLASSPATH", OwnJvm.classPath());
  }
}
