package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line says, and what it returns, when nothing gets started. */
class SightlineTest {

  private static final List<String> PORTS =
      List.of("broker", "ingest", "registry", "inference", "dashboards");

  private final PrintStream errors = System.err;
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    System.setErr(new PrintStream(complained, true, UTF_8));
  }

  @AfterEach
  void speak() {
    System.setErr(errors);
  }

  @Test
  void shouldRefuseAModelThatIsNotThereBeforeAnythingStarts() throws Exception {
    int exit = up(siteWithPort("none", 0));

    assertSentence("model model.onnx does not exist");
    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
  }

  @Test
  void shouldNamePortAndKeyWhenThePortIsTaken() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      for (String section : PORTS) {
        complained.reset();

        int exit = up(siteWithPort(section, port));

        assertSentence("%s.port is %d, which cannot be opened".formatted(section, port));
        assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
      }
    }
  }

  @Test
  void shouldRefuseABadNameOfACameraAndKeepThePassword() throws Exception {
    Path model = Files.createFile(folder.resolve("model.onnx"));

    int exit =
        Sightline.run("demo", "--model=" + model, "--source", "front door=rtsp://admin:s3cret@h/x");

    assertSentence("camera is 'front door', expected");
    assertThat(complained.toString(UTF_8)).doesNotContain("s3cret");
    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
  }

  @Test
  void shouldTakeTheNextPortThatIsFree() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(FreePort.from(taken.getLocalPort())).isGreaterThan(taken.getLocalPort());
    }
  }

  @Test
  void shouldEndWithOneSentenceWhenALibraryDoesNotLoad() {
    int exit = Sightline.explain(new UnsatisfiedLinkError("libonnxruntime.so\n  and a long story"));

    assertSentence("java.lang.UnsatisfiedLinkError: libonnxruntime.so");
    assertThat(exit).isEqualTo(Sightline.FAILED);
  }

  @Test
  void shouldNotBlameTheUserForAFaultOfOurs() {
    int exit = Sightline.explain(new IllegalArgumentException("a bug"));

    assertSentence("java.lang.IllegalArgumentException: a bug");
    assertThat(exit).isEqualTo(Sightline.FAILED);
  }

  private static String siteWithPort(String section, int port) {
    var site = new StringBuilder();
    for (String name : PORTS) {
      String model = name.equals("inference") ? ", model: model.onnx" : "";
      site.append("%s: {port: %d%s}%n".formatted(name, name.equals(section) ? port : 0, model));
    }
    return site.toString();
  }

  private int up(String site) throws IOException {
    Path file = Files.writeString(folder.resolve("site.yaml"), site);
    return Sightline.run("up", "--config", file.toString());
  }

  private void assertSentence(String words) {
    assertThat(complained.toString(UTF_8)).contains(words);
    assertThat(complained.toString(UTF_8).lines()).hasSize(1);
  }
}
