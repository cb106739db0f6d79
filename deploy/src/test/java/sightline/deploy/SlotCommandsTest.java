package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.deploy.console.TimeText;
import sightline.deploy.models.FakeRegistry;

/** What the commands about slots say and return, against a registry that is played. */
class SlotCommandsTest {

  private static final String ENDED = "2026-11-22T02:13:11Z";
  private static final String SLOT = "{'slot':'yard','edition':5,'model':'people/1'}";

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private final FakeRegistry registry = new FakeRegistry();

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
  void shouldShowEachStepAndEndWithTheOffsetsWhenPromoted() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on("POST /slots/yard/promote", 202, promotion("ANNOUNCED", "SILENT", 0))
        .on("GET /promotions/p1", 200, promotion("ANNOUNCED", "FETCHING", 500))
        .on("GET /promotions/p1", 200, promotion("ANNOUNCED", "FETCHING", 501))
        .on("GET /promotions/p1", 200, promotion("ANNOUNCED", "READY", 1000))
        .on("GET /promotions/p1", 200, promotion("SWITCHED", "READY", 1000));

    int exit =
        run("slots", "promote", "yard", "people/2", "--canary=gate,yard", "--ready-within=90s");

    assertThat(exit).isZero();
    assertThat(said().lines().map(String::strip).toList())
        .containsExactly(
            "worker-1                 has said nothing yet",
            "worker-1                 fetching, 500 bytes of 1.0 kB",
            "worker-1                 ready",
            "yard: people/1 → people/2",
            "switched at %s, offsets 0:123 1:456 10:7"
                .formatted(TimeText.clock(Instant.parse(ENDED))));
    assertThat(registry.asked().get(1).ifMatch()).isEqualTo("\"5\"");
    assertThat(registry.asked().get(1).body())
        .contains("\"canary\":[\"gate\",\"yard\"]", "\"readyWithinSeconds\":90", "\"gap\":false");
  }

  @Test
  void shouldPrintTheEndAsJsonAndTheStepsToStandardError() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on("POST /slots/yard/promote", 202, promotion("SWITCHED", "READY", 1000));

    run("slots", "promote", "yard", "people/2", "--json");

    assertThat(said()).startsWith("{\"id\":\"p1\"").hasLineCount(1);
    assertThat(complained()).contains("worker-1");
  }

  @Test
  void shouldFailWithTheSentenceWhenThePromotionIsRefused() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on("POST /slots/yard/promote", 202, promotion("REFUSED", "FAILED", 0));

    int exit = run("slots", "promote", "yard", "people/2");

    assertThat(exit).isEqualTo(Sightline.FAILED);
    assertThat(complained())
        .isEqualTo("sightline: yard was not changed (refused): worker-1 cannot load it\n");
  }

  @Test
  void shouldShowTheRegistrysSentenceWhenSomebodyElseWasFaster() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on(
            "POST /slots/yard/promote",
            412,
            "{'detail':'slot yard is at edition 7, you saw 5: ada promoted people/2'}");

    int exit = run("slots", "promote", "yard", "people/2");

    assertThat(exit).isEqualTo(Sightline.FAILED);
    assertThat(complained())
        .isEqualTo("sightline: slot yard is at edition 7, you saw 5: ada promoted people/2\n");
  }

  @Test
  void shouldMakeASlotThatIsNotThereYet() {
    registry.on("PUT /slots/yard", 202, promotion("SWITCHED", "READY", 0));

    int exit = run("slots", "bind", "yard", "--cameras=all", "--model=people/1", "--min-score=0.4");

    assertThat(exit).isZero();
    assertThat(registry.asked().get(1).ifNoneMatch()).isEqualTo("*");
    assertThat(registry.asked().get(1).body())
        .contains("\"cameras\":[\"*\"]", "\"minScore\":0.4", "\"reduction\":\"full\"");
  }

  @Test
  void shouldChangeASlotThatIsThereOnlyAsItWasSeen() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on("PUT /slots/yard", 202, promotion("SWITCHED", "READY", 0));

    run("slots", "bind", "yard", "--cameras=yard,gate", "--model=people/1");

    assertThat(registry.asked().get(1).ifMatch()).isEqualTo("\"5\"");
    assertThat(registry.asked().get(1).ifNoneMatch()).isNull();
    assertThat(registry.asked().get(1).body()).contains("\"cameras\":[\"yard\",\"gate\"]");
  }

  @Test
  void shouldRollBackAndUnbind() {
    registry
        .on("GET /slots/yard", 200, SLOT, "ETag", "\"5\"")
        .on("POST /slots/yard/rollback", 202, promotion("SWITCHED", "READY", 0))
        .on("DELETE /slots/yard", 202, promotion("SWITCHED", "READY", 0));

    assertThat(run("slots", "rollback", "yard", "--by=ada", "--why=worse")).isZero();
    assertThat(run("slots", "unbind", "yard", "--by=ada")).isZero();

    assertThat(registry.asked().get(1).body()).contains("\"why\":\"worse\"");
    assertThat(registry.asked().get(3).line()).isEqualTo("DELETE /slots/yard?by=ada");
    assertThat(registry.asked().get(3).ifMatch()).isEqualTo("\"5\"");
  }

  @Test
  void shouldRefuseWhatMakesNoSenseBeforeItAsks() {
    assertThat(run("slots", "promote", "yard", "people")).isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("slots", "promote", "yard", "people/1", "--ready-within=soon"))
        .isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("slots", "bind", "yard", "--cameras=,", "--model=people/1"))
        .isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("slots", "bind", "y", "--cameras=all", "--model=p/1", "--min-score=2"))
        .isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("slots", "bind", "y", "--cameras=all", "--model=p/1", "--reduction=tiny"))
        .isEqualTo(Sightline.BAD_INPUT);
    assertThat(run("slots", "history", "yard", "--at=yesterday")).isEqualTo(Sightline.BAD_INPUT);

    assertThat(complained())
        .contains("--ready-within is 'soon', expected a duration such as 30s")
        .contains("--cameras names none", "--min-score is 2.0, expected 0 to 1")
        .contains("--reduction is 'tiny'", "--at is 'yesterday'");
    assertThat(registry.asked()).isEmpty();
  }

  @Test
  void shouldListAndShowSlots() {
    String slot =
        "{'slot':'yard','model':'people/1','cameras':['*'],'since':'%s','by':'ada','minScore':-1,"
                .formatted(ENDED)
            + "'canary':{'cameras':['gate'],'model':'people/2'},'offsets':{'0':17},'reduction':"
            + "'full','previous':null}";
    registry
        .on("GET /slots", 200, "{'slots':[%s]}".formatted(slot))
        .on("GET /slots/yard", 200, slot);

    run("slots", "list");
    run("slots", "show", "yard");

    assertThat(said())
        .containsPattern("yard +people/1 +all +people/2 on gate")
        .contains("min score    as the manifest says", "offsets      0:17")
        .doesNotContain("before");
  }

  @Test
  void shouldTellWhatRanAtATime() {
    registry.on(
        "GET /slots/yard/history",
        200,
        "{'switches':[{'revision':3,'at':'%s','by':'ada','why':'better','action':'switched',"
                .formatted(ENDED)
            + "'rules':[{'cameras':['*'],'model':'people/2'}],'offsets':{'1':4,'0':17}}]}");

    run("slots", "history", "yard", "--at=2026-11-22T03:13:11+01:00");

    assertThat(said()).containsPattern("3 .*people/2 on all +ada +switched +better +0:17 1:4");
    assertThat(registry.asked().get(0).line()).contains("at=2026-11-22T02%3A13%3A11Z");
  }

  @Test
  void shouldListTheWorkers() {
    registry.on(
        "GET /workers",
        200,
        "{'workers':[{'live':true,'worker':'w-1','status':{'worker':'w-1','freeBytes':2000000,"
            + "'versions':[{'slot':'yard','model':'people/1','step':'READY'}],'held':[3],"
            + "'trouble':''}},{'live':true,'worker':'w-2','clientIds':['w-2-x']}]}");

    run("slots", "workers");

    assertThat(said())
        .containsPattern("w-1 +yes +2.0 MB +yard: people/1 ready +3")
        .containsPattern("w-2 +yes +unknown");
  }

  private int run(String... arguments) {
    var all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--registry=" + registry.url();
    return Sightline.run(all);
  }

  private static String promotion(String state, String step, long bytes) {
    return """
        {'id':'p1','slot':'yard','kind':'promote','state':'%s','from':'people/1','to':'people/2',
         'deadline':'2126-11-22T02:14:00Z','endedAt':'%s','problem':'worker-1 cannot load it',
         'offsets':{'10':7,'1':456,'0':123},
         'workers':[{'worker':'worker-1','step':'%s','bytesDone':%d,'ofBytes':1000,'detail':''}]}
        """
        .formatted(state, ENDED, step, bytes)
        .replaceAll(
            state.equals("REFUSED") ? "'workers':\\[.*]" : "'problem':'[^']*',",
            state.equals("REFUSED") ? "'workers':[]" : "");
  }

  private String said() {
    return said.toString(UTF_8);
  }

  private String complained() {
    return complained.toString(UTF_8);
  }
}
