package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.deploy.models.FakeRegistry;

/** What the commands about cameras ask, say and return, against a registry that is played. */
class CameraCommandsTest {

  private static final String YARD =
      "{'camera':'yard','edition':4,'settings':{'framesPerSecond':'5','priority':'1'}}";
  private static final String PLAIN = "{'camera':'yard','edition':5,'settings':{}}";

  private final PrintStream out = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FakeRegistry registry = new FakeRegistry();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, UTF_8));
  }

  @AfterEach
  void speak() {
    System.setOut(out);
    registry.close();
  }

  @Test
  void shouldLayASettingOverWhatWasChangedBefore() {
    registry.on("GET /cameras/yard", 200, YARD, "ETag", "\"4\"").on("PUT /cameras/yard", 200, YARD);

    int exit = run("cameras", "set", "yard", "framesPerSecond=2", "deadline=PT1S", "--by=ada");

    assertThat(exit).isZero();
    assertThat(registry.asked().get(1).ifMatch()).isEqualTo("\"4\"");
    assertThat(registry.asked().get(1).body())
        .isEqualTo(
            "{\"by\":\"ada\",\"why\":\"\",\"settings\":"
                + "{\"framesPerSecond\":\"2\",\"priority\":\"1\",\"deadline\":\"PT1S\"}}");
    assertThat(said()).isEqualTo("yard: framesPerSecond=5 priority=1\n");
  }

  @Test
  void shouldTakeAllBack() {
    registry
        .on("GET /cameras/yard", 200, YARD, "ETag", "\"4\"")
        .on("DELETE /cameras/yard", 200, PLAIN);

    assertThat(run("cameras", "reset", "yard", "--by=ada", "--why=over")).isZero();

    assertThat(registry.asked().get(1).line()).isEqualTo("DELETE /cameras/yard?by=ada&why=over");
    assertThat(registry.asked().get(1).ifMatch()).isEqualTo("\"4\"");
    assertThat(said()).isEqualTo("yard: as the site file says\n");
  }

  @Test
  void shouldListAndShowWhatWasChanged() {
    registry
        .on("GET /cameras", 200, "{'cameras':[" + YARD + "]}")
        .on("GET /cameras/yard", 200, YARD);

    run("cameras", "list");
    run("cameras", "show", "yard");

    assertThat(said())
        .containsPattern("yard +4 +framesPerSecond=5 priority=1")
        .contains("yard: framesPerSecond=5 priority=1");
  }

  @Test
  void shouldRefuseASettingWithoutAValue() {
    assertThat(run("cameras", "set", "yard")).isEqualTo(Sightline.BAD_INPUT);
  }

  private int run(String... arguments) {
    var all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--registry=" + registry.url();
    return Sightline.run(all);
  }

  private String said() {
    return said.toString(UTF_8);
  }
}
