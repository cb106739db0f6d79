package sightline.deploy.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import sightline.deploy.registry.RegistrySection;

/**
 * Section {@code trainer} of a site file, filled up with what only this process knows: the broker,
 * the registry, the folder of the jobs, and how jobs and checks are started.
 */
public final class TrainerSection {

  private TrainerSection() {}

  /** {@code section} with what it leaves out. */
  public static ObjectNode complete(
      ObjectNode section, String bootstrapServers, String registryUrl, Path jobs) {
    ObjectNode whole = section.deepCopy().put("bootstrapServers", bootstrapServers);
    if (!whole.hasNonNull("folder")) {
      whole.put("folder", jobs.toString());
    }
    if (!whole.hasNonNull("registry")) {
      whole.put("registry", registryUrl);
    }
    if (!whole.hasNonNull("command")) {
      JobLaunch.words().forEach(whole.putArray("command")::add);
    }
    if (!whole.hasNonNull("checker")) {
      RegistrySection.checkCommand().forEach(whole.putArray("checker")::add);
    }
    if (!whole.hasNonNull("evaluator")) {
      JobLaunch.evaluator().forEach(whole.putArray("evaluator")::add);
    }
    ObjectNode environment = whole.withObjectProperty("environment");
    if (!environment.has("CLASSPATH")) {
      JobLaunch.environment().forEach(environment::put);
    }
    return whole;
  }
}
