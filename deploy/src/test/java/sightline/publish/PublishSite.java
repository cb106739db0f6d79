package sightline.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import sightline.deploy.broker.BrokerConfig;
import sightline.deploy.broker.EmbeddedBroker;
import sightline.deploy.broker.TopicSetup;
import sightline.deploy.jvm.LoopbackPort;
import sightline.deploy.jvm.OwnJvm;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.Waiting;
import sightline.deploy.registry.RegistrySection;
import sightline.deploy.soak.process.Child;
import sightline.deploy.soak.process.ChildJvm;
import sightline.deploy.soak.process.RegistryProcess;
import sightline.events.Topics;
import sightline.trainer.publish.Publishing;
import sightline.trainer.publish.registry.Patience;

/**
 * A broker in this process, and a registry in one of its own.
 *
 * <p>Threading: one thread, but for the registry's kill.
 *
 * <p>Ownership: stops what it started in the opposite order.
 */
final class PublishSite implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int HEAP = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final Waiting waiting = Waiting.really();
  private Child registry;
  private RegistryClient client;

  private PublishSite(Path folder) {
    this.folder = folder;
  }

  static PublishSite start(Path folder) throws Exception {
    var site = new PublishSite(folder);
    try {
      site.open();
      site.awaitWriter();
      return site;
    } catch (Exception | Error e) {
      site.close();
      throw e;
    }
  }

  private void open() throws Exception {
    var broker =
        EmbeddedBroker.start(BrokerConfig.temporary().withData(folder.resolve("log").toString()));
    opened.push(broker);
    new TopicSetup(broker.bootstrapServers()).ensure(Topics.all());
    int port = LoopbackPort.free();
    ObjectNode section = JsonNodeFactory.instance.objectNode().put("host", HOST).put("port", port);
    ObjectNode whole =
        RegistrySection.complete(
            section, broker.bootstrapServers(), "sightline-workers", folder.resolve("store"));
    Path settings = Files.writeString(folder.resolve("registry.yaml"), whole.toString());
    registry =
        new Child(
            "registry",
            new ChildJvm(
                RegistryProcess.class,
                HEAP,
                folder.resolve("registry"),
                List.of(settings.toString())));
    opened.push(registry);
    registry.start();
    client = new RegistryClient(URI.create(RegistrySection.url(HOST, port)));
  }

  void awaitWriter() throws Exception {
    RegistryPath ready = RegistryPath.of("health", "ready");
    Instant until = waiting.now().plus(PATIENCE);
    while (!waiting.ask(client, ready, until, said -> {}).body().path("writes").asBoolean()) {
      waiting.moment();
    }
  }

  Child registry() {
    return registry;
  }

  RegistryClient client() {
    return client;
  }

  /** What a job would be told: the check, the evaluation and the registry of this site. */
  Publishing.Tools tools(Duration patience) {
    return new Publishing.Tools(
        java("sightline.inference.check.CheckMain"),
        java("sightline.deploy.Sightline", "eval"),
        client.registry().toString(),
        "trainer",
        Patience.of(patience));
  }

  private List<String> java(String... mainAndArguments) {
    var command = new ArrayList<>(List.of(OwnJvm.program()));
    command.addAll(OwnJvm.optionsForChildren());
    command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Djava.io.tmpdir=" + folder, "-cp", OwnJvm.classPath()));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  /** All versions of {@code model}; none when nobody knows it. */
  JsonNode versions(String model) throws Exception {
    try {
      return client.get(RegistryPath.of("models", model)).body().path("versions");
    } catch (RegistryFailed e) {
      if (e.status() == 404) {
        return JsonNodeFactory.instance.arrayNode();
      }
      throw e;
    }
  }

  /** Fetches the artifact of {@code version}; fails when it is not whole. */
  void requireWhole(JsonNode version) throws Exception {
    String digest = version.path("digest").asText();
    Path file = Files.createTempFile(folder, "fetched", ".zip");
    client.download(RegistryPath.of("artifacts", digest), file, digest);
  }

  @Override
  public void close() throws Exception {
    while (!opened.isEmpty()) {
      opened.pop().close();
    }
  }
}
