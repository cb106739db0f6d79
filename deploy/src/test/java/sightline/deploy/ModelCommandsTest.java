package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sightline.deploy.models.FakeRegistry;

/** What the commands about models say and return, against a registry that is played. */
class ModelCommandsTest {

  private static final String VERSION =
      """
      {'model':'people','version':'1','digest':'sha256:abc','sizeBytes':4,'fileName':'m.onnx',
       'createdAt':'2026-11-22T02:13:00Z','by':'ada','why':'first','task':'detect','family':'yolox',
       'input':{'width':416,'height':416},'labels':['person','car'],'manifestSource':'guessed',
       'confirmed':false,'assumed':['pixels are 0 to 255'],'residentBytes':1000000,
       'inferenceMillis':12.5,'metrics':{'map50':0.41},'lineage':{'job':'j7'}}
      """;

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final FakeRegistry registry = new FakeRegistry();

  @TempDir Path folder;

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, UTF_8));
    System.setErr(new PrintStream(complained, true, UTF_8));
  }

  @AfterEach
  void speak() {
    System.setOut(out);
    System.setErr(err);
    registry.close();
  }

  @Test
  void shouldShowTheCheckAndWhatWasUnderstoodWhenAFileIsImported() throws Exception {
    registry
        .on("POST /models/people/versions", 202, upload("CHECKING", ""), "Location", "/imports/7")
        .on("GET /imports/7", 200, upload("CHECKING", step("unpack")))
        .on(
            "GET /imports/7",
            200,
            "{'id':'7','state':'STORED','version':'1','steps':[%s,%s]}"
                .formatted(step("unpack"), step("warm")))
        .on("GET /models/people/versions/1", 200, VERSION);

    int exit = run("models", "import", model().toString(), "--name=people", "--why=it is new");

    assertThat(exit).isEqualTo(Sightline.OK);
    assertThat(said())
        .containsOnlyOnce("unpack")
        .contains("warm", "yolox, task detect", "width 416", "person, car", "GUESSED")
        .contains("assumed      pixels are 0 to 255", "sightline models confirm people/1")
        .endsWith("people/1  sha256:abc\n");
    assertThat(complained()).contains("sending, 4 bytes of 4 bytes, 100 %");
    assertThat(registry.asked().get(0).body()).isEqualTo("onnx");
    assertThat(registry.asked().get(0).line())
        .contains("fileName=m.onnx", "by=" + System.getProperty("user.name"))
        .contains("why=it%20is%20new");
  }

  @Test
  void shouldSendTheManifestThatIsNamedOrLiesBesideTheFile() throws Exception {
    registry.on("POST /models/people/versions", 413, "{'detail':'too large'}");
    Path named = Files.writeString(folder.resolve("other.yaml"), "name: named");
    Files.writeString(folder.resolve("m.yaml"), "name: beside");

    run("models", "import", model().toString(), "--name=people");
    run("models", "import", model().toString(), "--name=people", "--manifest=" + named);

    assertThat(registry.asked().get(0).line()).contains("manifest=name%3A%20beside");
    assertThat(registry.asked().get(1).line()).contains("manifest=name%3A%20named");
  }

  @Test
  void shouldReturnBadInputWithTheSentenceWhenTheCheckRefuses() throws Exception {
    registry
        .on("POST /models/people/versions", 202, upload("CHECKING", ""))
        .on("GET /imports/7", 200, "{'id':'7','state':'REFUSED','problem':'it has no input'}");

    int exit = run("models", "import", model().toString(), "--name=people");

    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
    assertThat(complained()).contains("m.onnx was refused: it has no input");
  }

  @Test
  void shouldReturnBadInputWhenTheRegistryFindsTheUploadTooLarge() throws Exception {
    registry.on("POST /models/people/versions", 413, "{'detail':'4 bytes, expected 3 at most'}");

    int exit = run("models", "import", model().toString(), "--name=people");

    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
    assertThat(complained()).contains("sightline: 4 bytes, expected 3 at most");
  }

  @Test
  void shouldRefuseWhatMakesNoSenseBeforeItAsks() {
    assertThat(run("models", "import", "/nowhere.onnx", "--name=people"))
        .isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("models", "show", "a/b/c")).isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("models", "compare", "people/1", "cars/1")).isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("models", "compare", "people/1", "people")).isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("models", "alias", "people", "champion")).isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("models", "confirm", "people")).isEqualTo(Sightline.BAD_INPUT);

    assertThat(complained())
        .contains("model /nowhere.onnx does not exist")
        .contains("'a/b/c' is no model, expected MODEL or MODEL/VERSION")
        .contains("people/1 and cars/1 are of two models")
        .contains("'people' names no version, expected MODEL/VERSION, for example people/1")
        .contains("expected a VERSION, or --remove");
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void shouldListEveryPageOfTheModels() {
    registry
        .on(
            "GET /models",
            200,
            "{'models':[{'name':'cars','versions':1,'latest':'1','aliases':{},'slots':[]}],"
                + "'next':'cars'}")
        .on(
            "GET /models",
            200,
            "{'models':[{'name':'people','versions':2,'latest':'2','aliases':{'champion':'1'},"
                + "'slots':['yard']}]}");

    int exit = run("models", "list");

    assertThat(exit).isZero();
    assertThat(said().lines().toList()).hasSize(3);
    assertThat(said()).containsPattern("people +2 +2 +champion 1 +yard");
    assertThat(registry.asked().get(1).line()).contains("after=cars");
  }

  @Test
  void shouldShowAVersionAndAModel() {
    registry
        .on("GET /models/people/versions/champion", 200, VERSION)
        .on(
            "GET /models/people",
            200,
            "{'name':'people','aliases':{'champion':'1'},'versions':[%s]}".formatted(VERSION));

    run("models", "show", "people/champion");
    run("models", "show", "people");

    assertThat(said())
        .contains("people/1\n", "sha256:abc", "12.5 ms", "map50        0.41", "job          j7")
        .contains("people  champion 1")
        .containsPattern("1 .*ada +yolox +4 bytes +guessed +first");
  }

  @Test
  void shouldPrintTheRegistrysJson() {
    registry.on("GET /models/people/versions/1", 200, VERSION);

    run("models", "show", "people/1", "--json");

    assertThat(said()).startsWith("{\"model\":\"people\",\"version\":\"1\"");
  }

  @Test
  void shouldShowInWhatTwoVersionsDiffer() {
    registry.on(
        "GET /models/people/compare",
        200,
        "{'differences':[{'key':'minScore','left':0.25,'right':0.5}]}");

    run("models", "compare", "people/1", "people/2");

    assertThat(said()).containsPattern("minScore +0.25 +0.5");
    assertThat(registry.asked().get(0).line()).contains("left=1", "right=2");
  }

  @Test
  void shouldMoveAnAliasOnlyIfNobodyElseChangedTheModel() {
    registry
        .on("GET /models/people", 200, "{'name':'people'}", "ETag", "\"5\"")
        .on("PUT /models/people/aliases/champion", 200, "{}");

    int exit = run("models", "alias", "people", "champion", "2", "--by=ada");

    assertThat(exit).isZero();
    assertThat(said()).isEqualTo("people/champion is version 2\n");
    assertThat(registry.asked().get(1).ifMatch()).isEqualTo("\"5\"");
    assertThat(registry.asked().get(1).body()).contains("\"version\":\"2\"", "\"by\":\"ada\"");
  }

  @Test
  void shouldConfirmAGuess() {
    registry.on("POST /models/people/versions/2/confirm", 200, "{}");

    assertThat(run("models", "confirm", "people/2", "--by=ada", "--why=seen")).isZero();

    assertThat(said()).isEqualTo("people/2 is confirmed by ada\n");
    assertThat(registry.asked().get(0).body()).contains("\"why\":\"seen\"");
  }

  @Test
  void shouldSayInOneSentenceWhatToDoWhenThereIsNoRegistry() throws Exception {
    int port;
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }

    int exit = Sightline.run("models", "list", "--registry=http://127.0.0.1:" + port);

    assertThat(exit).isEqualTo(Sightline.FAILED);
    assertThat(complained().lines().toList()).hasSize(1);
    assertThat(complained()).contains("no model registry at http://127.0.0.1:" + port, "start one");
  }

  @Test
  void shouldSayWhoAnswersWhenItIsNoRegistry() {
    registry.on("GET /models", 200, "<html>");

    int exit = run("models", "list");

    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
    assertThat(complained()).contains("is no model registry: expected JSON");
  }

  @Test
  void shouldRefuseAnAddressThatIsNone() {
    int exit = Sightline.run("slots", "list", "--registry=localhost:8083");

    assertThat(exit).isEqualTo(Sightline.BAD_INPUT);
    assertThat(complained()).contains("--registry is 'localhost:8083', expected http://HOST:PORT");
  }

  private int run(String... arguments) {
    var all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--registry=" + registry.url();
    return Sightline.run(all);
  }

  private Path model() throws Exception {
    return Files.writeString(folder.resolve("m.onnx"), "onnx");
  }

  private static String upload(String state, String steps) {
    return "{'id':'7','model':'people','state':'%s','steps':[%s]}".formatted(state, steps);
  }

  private static String step(String name) {
    return "{'name':'%s','ok':true,'detail':'','millis':120}".formatted(name);
  }

  private String said() {
    return said.toString(UTF_8);
  }

  private String complained() {
    return complained.toString(UTF_8);
  }
}
