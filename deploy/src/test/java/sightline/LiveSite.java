package sightline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import sightline.deploy.AllInOne;
import sightline.deploy.Progress;
import sightline.deploy.Terminal;
import sightline.deploy.Terminal.Outcome;
import sightline.inference.testmodel.BlobDetector;

/**
 * A platform that runs: cameras gate and yard, slot people with model people/1, and commands that
 * are typed beside it.
 *
 * <p>Threading: one thread; commands from any.
 *
 * <p>Ownership: stops the platform.
 */
final class LiveSite implements AutoCloseable {

  static final String SLOT = "people";

  private static final String SCENE = "scene:junction?seed=%d&fps=5&day=0";

  private final AllInOne platform;
  private final Terminal terminal;
  private final Path folder;

  private LiveSite(AllInOne platform, Terminal terminal, Path folder) {
    this.platform = platform;
    this.terminal = terminal;
    this.folder = folder;
  }

  static LiveSite start(Path folder) throws Exception {
    Path first = Files.write(folder.resolve("people-1.onnx"), bytes(1));
    var cameras = Map.of("gate", SCENE.formatted(7), "yard", SCENE.formatted(8));
    AllInOne platform = AllInOne.start(TestSite.of(cameras, SLOT, first), Progress.QUIET);
    return new LiveSite(platform, Terminal.open(), folder);
  }

  /** The same net over and over; in each version another word that has no effect. */
  static byte[] bytes(int version) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.write(BlobDetector.bytes());
    bytes.write(new byte[] {0x32, 1, (byte) ('a' + version)}); // doc_string
    return bytes.toByteArray();
  }

  int port() {
    return platform.port();
  }

  String registryUrl() {
    return platform.registryUrl();
  }

  /** Everything that was committed, from the beginning. */
  SiteLog log() {
    return SiteLog.of(platform.bootstrapServers());
  }

  /** Makes {@code version} of model people. */
  void importVersion(int version) throws IOException {
    Path file = Files.write(folder.resolve("people-%d.onnx".formatted(version)), bytes(version));
    Outcome end = type("models", "import", file.toString(), "--name", SLOT);
    assertThat(end.exit()).as(end.said() + end.complained()).isZero();
  }

  /** Types a command that must work. */
  Outcome make(String... words) {
    Outcome end = type(words);
    assertThat(end.exit()).as(String.join(" ", words) + end.said() + end.complained()).isZero();
    return end;
  }

  /** Types a command; the registry is that of this site. */
  Outcome type(String... words) {
    return typeTo(registryUrl(), words);
  }

  /** Types a command that asks {@code registry}. */
  Outcome typeTo(String registry, String... words) {
    String[] all =
        Stream.concat(Stream.of(words), Stream.of("--registry", registry)).toArray(String[]::new);
    return terminal.run(all);
  }

  @Override
  public void close() {
    terminal.close();
    platform.close();
  }
}
