package sightline.deploy;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sightline.dashboards.DashboardsConfig;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.console.BadInput;
import sightline.deploy.models.Seed;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.training.TrainerSection;
import sightline.inference.InferenceConfig;
import sightline.inference.SlotConfig;
import sightline.inference.track.TrackerKind;
import sightline.ingest.IngestConfig;
import sightline.ingest.source.scene.SceneSettings;
import sightline.registry.RegistryConfig;
import sightline.trainer.TrainerConfig;

/**
 * Settings of the whole platform, as a site file gives them: one section a module, laid over that
 * module's own defaults. {@code site.yaml} is the manual.
 *
 * @param broker where the log lives
 * @param ingest section of the site file, checked
 * @param inference section of the site file, checked
 * @param dashboards section of the site file, checked
 * @param registry section of the site file, checked
 * @param trainer section of the site file, checked
 */
public record PlatformConfig(
    BrokerConfig broker,
    ObjectNode ingest,
    ObjectNode inference,
    ObjectNode dashboards,
    ObjectNode registry,
    ObjectNode trainer) {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final List<String> SECTIONS =
      List.of("broker", "cameras", "ingest", "registry", "inference", "trainer", "dashboards");

  /** A place to check the sections with before the broker's address is known. */
  static final String NOWHERE = "127.0.0.1:1";

  public PlatformConfig {
    ingest = ingest.deepCopy();
    inference = inference.deepCopy();
    dashboards = dashboards.deepCopy();
    registry = registry.deepCopy();
    trainer = trainer.deepCopy();
    IngestConfig.read(at(ingest, NOWHERE));
    InferenceConfig.read(at(inference, NOWHERE));
    DashboardsConfig.read(at(dashboards, NOWHERE));
    RegistryConfig.read(registrySection(registry, inference, NOWHERE, Path.of("models")));
    TrainerConfig.read(TrainerSection.complete(trainer, NOWHERE, "", Path.of("jobs")));
  }

  /** Settings whose trainer has any free port and otherwise what it usually has. */
  public PlatformConfig(
      BrokerConfig broker,
      ObjectNode ingest,
      ObjectNode inference,
      ObjectNode dashboards,
      ObjectNode registry) {
    this(
        broker,
        ingest,
        inference,
        dashboards,
        registry,
        JsonNodeFactory.instance.objectNode().put("port", 0));
  }

  /**
   * Reads a site file.
   *
   * @throws IllegalArgumentException when a key is unknown or a value makes no sense
   */
  public static PlatformConfig read(Path site) throws IOException {
    try {
      return read(YAML.readTree(site.toFile()));
    } catch (JsonProcessingException e) {
      // Neither the message nor the cause: both quote the file, and it may hold passwords.
      JsonLocation place = e.getLocation();
      throw new IllegalArgumentException(
          place == null
              ? site + " is not YAML"
              : "%s is not YAML: line %d, column %d"
                  .formatted(site, place.getLineNr(), place.getColumnNr()));
    }
  }

  /** Reads the sections of a site file. */
  static PlatformConfig read(JsonNode site) {
    if (!site.isObject() && !site.isNull() && !site.isMissingNode()) {
      throw new IllegalArgumentException(
          "a site file holds sections, expected some of " + SECTIONS);
    }
    var unknown = new ArrayList<String>();
    site.fieldNames().forEachRemaining(name -> unknown.add(name));
    unknown.removeAll(SECTIONS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "section %s is unknown, expected one of %s".formatted(unknown.get(0), SECTIONS));
    }
    ObjectNode ingest = section(site, "ingest");
    if (site.has("cameras")) {
      ingest.set("cameras", site.get("cameras"));
    }
    requireCameras(ingest.path("cameras"));
    return new PlatformConfig(
        BrokerConfig.read(section(site, "broker")),
        ingest,
        section(site, "inference"),
        section(site, "dashboards"),
        section(site, "registry"),
        section(site, "trainer"));
  }

  /** The same, but slots that section {@code inference} gives no tracker of their own get one. */
  PlatformConfig tracking(TrackerKind tracker) {
    ObjectNode section = inference.deepCopy().put("tracker", tracker.wireName());
    return new PlatformConfig(broker, ingest, section, dashboards, registry, trainer);
  }

  /** The settings of ingest with the broker at {@code bootstrapServers}. */
  IngestConfig ingestAt(String bootstrapServers) {
    return IngestConfig.read(at(ingest, bootstrapServers));
  }

  /** What the cameras show that are generated scenes, by name. */
  Map<String, SceneSettings> scenes() {
    var scenes = new TreeMap<String, SceneSettings>();
    for (JsonNode camera : ingest.path("cameras")) {
      String location = camera.path("location").asText();
      if (SceneSettings.isScene(location)) {
        scenes.put(camera.path("name").asText(), SceneSettings.parse(location));
      }
    }
    return scenes;
  }

  /** The settings of the workers with the broker at {@code bootstrapServers}. */
  InferenceConfig inferenceAt(String bootstrapServers) {
    return InferenceConfig.read(at(inference, bootstrapServers));
  }

  /** The same, with slots and models as the registry at {@code registryUrl} says. */
  InferenceConfig inferenceAt(String bootstrapServers, String registryUrl) {
    ObjectNode section = at(inference, bootstrapServers).put("registry", registryUrl);
    section.remove(List.of("model", "slots"));
    return InferenceConfig.read(section);
  }

  /** The same, with a models page that asks the registry at {@code registryUrl}. */
  DashboardsConfig dashboardsAt(String bootstrapServers, String registryUrl) {
    ObjectNode section = at(dashboards, bootstrapServers);
    if (!section.has("registry")) {
      section.putArray("registry").add(registryUrl);
    }
    return DashboardsConfig.read(section);
  }

  /** The settings of the dashboards with the broker at {@code bootstrapServers}. */
  DashboardsConfig dashboardsAt(String bootstrapServers) {
    return DashboardsConfig.read(at(dashboards, bootstrapServers));
  }

  /** The settings of the registry with the broker at {@code bootstrapServers}. */
  RegistryConfig registryAt(String bootstrapServers, Path store) {
    return RegistryConfig.read(registrySection(registry, inference, bootstrapServers, store));
  }

  /** The settings of the job service, whose jobs have their folders in {@code jobs}. */
  TrainerConfig trainerAt(String bootstrapServers, String registryUrl, Path jobs) {
    return TrainerConfig.read(
        TrainerSection.complete(trainer, bootstrapServers, registryUrl, jobs));
  }

  /**
   * What the site begins with: the slots of section {@code inference} that name a model.
   *
   * @throws BadInput when the file of one is not there
   */
  List<Seed> seeds() {
    return inferenceAt(NOWHERE).slotsServed().stream()
        .filter(slot -> !slot.model().isBlank())
        .map(PlatformConfig::seed)
        .toList();
  }

  private static Seed seed(SlotConfig slot) {
    Path file = Path.of(slot.model());
    if (!Files.isRegularFile(file)) {
      throw new BadInput("model %s does not exist".formatted(file));
    }
    double minScore = Double.parseDouble(Float.toString(slot.minScore())); // 0.25, not 0.2500001
    return new Seed(slot.name(), file, slot.cameras(), minScore, slot.reduction());
  }

  private static ObjectNode registrySection(
      ObjectNode registry, ObjectNode inference, String bootstrapServers, Path store) {
    String workers = InferenceConfig.read(at(inference, bootstrapServers)).applicationId();
    return RegistrySection.complete(registry, bootstrapServers, workers, store);
  }

  /** Here and not by the parser, which would quote an address with its password. */
  private static void requireCameras(JsonNode cameras) {
    if (cameras.isMissingNode() || cameras.isNull()) {
      return;
    }
    if (!cameras.isArray()) {
      throw new IllegalArgumentException("cameras is no list, expected one '- name:' per camera");
    }
    for (int i = 0; i < cameras.size(); i++) {
      if (!cameras.get(i).isObject()) {
        throw new IllegalArgumentException(
            "cameras[%d] is no camera, expected keys and values: name, location".formatted(i));
      }
    }
  }

  private static ObjectNode at(ObjectNode section, String bootstrapServers) {
    return section.deepCopy().put("bootstrapServers", bootstrapServers);
  }

  private static ObjectNode section(JsonNode site, String name) {
    JsonNode section = site.path(name);
    if (section.isMissingNode() || section.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (section instanceof ObjectNode keys) {
      return keys.deepCopy();
    }
    throw new IllegalArgumentException(
        "%s is %s, expected keys and values"
            .formatted(name, section.isArray() ? "a list" : "a single value"));
  }
}
