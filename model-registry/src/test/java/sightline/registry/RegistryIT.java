package sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.events.slot.ServedModel;
import sightline.events.slot.SlotRecord;
import sightline.events.slot.SlotRecord.Switch;
import sightline.events.slot.SlotState;
import sightline.events.slot.SlotState.Rule;
import sightline.events.slot.WorkerStatus;
import sightline.registry.shelf.AuditEntry;
import sightline.registry.shelf.Promotion;
import sightline.registry.shelf.Refused;
import sightline.registry.shelf.SlotWish;
import sightline.registry.shelf.Worker;

class RegistryIT {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final Instant TWO = Instant.parse("2026-11-22T02:00:00Z");

  @TempDir private Path folder;
  private TestRegistry registry;
  private FakeShelf shelf;

  @BeforeEach
  void start() throws Exception {
    registry = TestRegistry.start(folder);
    shelf = registry.shelf;
    shelf.versions.add(FakeShelf.version("people", "1", DIGEST));
    shelf.versions.add(FakeShelf.version("people", "2", DIGEST));
    shelf.versions.add(FakeShelf.version("cars", "1", DIGEST));
    shelf.slots.add(
        new SlotRecord(
            "yard",
            7,
            List.of(
                new Switch(
                    state(2, List.of(rule("gate", "2"), rule("*", "1"))), TWO, Map.of(0, 9L)),
                new Switch(state(1, List.of(rule("*", "1"))), TWO, Map.of(0, 4L))),
            List.of()));
    shelf.entries.add(entry("1", "switched", TWO, 1));
    shelf.entries.add(entry("2", "switched", TWO.plusSeconds(60), 2));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void shouldListModelsInPages() throws Exception {
    JsonNode first = json("/models?limit=1");
    JsonNode second = json("/models?limit=1&after=" + first.path("next").asText());

    assertThat(first.at("/models/0/name").asText()).isEqualTo("cars");
    assertThat(second.at("/models/0/latest").asText()).isEqualTo("2");
    assertThat(second.at("/models/0/slots/0").asText()).isEqualTo("yard");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void shouldTellAModelWithItsVersionsNewestFirst() throws Exception {
    JsonNode model = json("/models/people?limit=1");
    JsonNode rest = json("/models/people?limit=1&after=" + model.path("next").asText());

    assertThat(model.at("/versions/0/version").asText()).isEqualTo("2");
    assertThat(rest.at("/versions/0/version").asText()).isEqualTo("1");
    assertThat(json("/models/people/versions/latest").path("version").asText()).isEqualTo("2");
  }

  @Test
  void shouldSayWhereTwoVersionsDiffer() throws Exception {
    JsonNode compared = json("/models/people/compare?left=1&right=2");

    assertThat(compared.path("differences").findValuesAsText("key"))
        .containsExactly("manifest.minScore", "metrics.map");
    assertThat(compared.at("/differences/1/right").asDouble()).isEqualTo(2);
  }

  @Test
  void shouldTellASlotWithItsCanaryAndItsEdition() throws Exception {
    var answer = registry.get("/slots/yard");
    JsonNode slot = TestRegistry.JSON.readTree(answer.body());

    assertThat(answer.headers().firstValue("etag")).contains("\"7\"");
    assertThat(slot.path("model").asText()).isEqualTo("people/1");
    assertThat(slot.at("/canary/cameras/0").asText()).isEqualTo("gate");
    assertThat(slot.path("previous").asText()).isEqualTo("people/1");
    assertThat(slot.path("by").asText()).isEqualTo("ann");
    assertThat(slot.at("/offsets/0").asLong()).isEqualTo(9);
    assertThat(registry.get("/slots/yard", "If-None-Match", "\"7\"").statusCode()).isEqualTo(304);
  }

  @Test
  void shouldChangeACameraThatWasSeen() throws Exception {
    assertThat(registry.get("/cameras/gate").headers().firstValue("etag")).contains("\"0\"");
    String body = "{\"settings\":{\"framesPerSecond\":5,\"priority\":\"1\"},\"by\":\"ann\"}";

    assertThat(registry.send("PUT", "/cameras/gate", body).statusCode()).isEqualTo(428);
    var changed = registry.send("PUT", "/cameras/gate", body, "If-None-Match", "*");

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("etag")).contains("\"1\"");
    assertThat(json("/cameras").path("cameras"))
        .hasToString(
            "[{\"camera\":\"gate\",\"edition\":1,"
                + "\"settings\":{\"framesPerSecond\":\"5\",\"priority\":\"1\"}}]");
    var reset = registry.send("DELETE", "/cameras/gate?by=ann", "", "If-Match", "\"1\"");
    assertThat(reset.body()).isEqualTo("{\"camera\":\"gate\",\"edition\":2,\"settings\":{}}");
  }

  @Test
  void shouldTellWhatRanAtATime() throws Exception {
    JsonNode then = json("/slots/yard/history?at=2026-11-22T02:00:30Z");
    JsonNode before = json("/slots/yard/history?at=2026-11-22T01:00:00%2B00:00");

    assertThat(then.path("switches")).hasSize(1);
    assertThat(then.at("/switches/0/revision").asLong()).isEqualTo(1);
    assertThat(then.at("/switches/0/rules/0/cameras/0").asText()).isEqualTo("*");
    assertThat(before.path("switches")).isEmpty();
    assertThat(json("/slots/yard/history?limit=1").path("next").asText()).isEqualTo("2");
  }

  @Test
  void shouldHandAPromotionOnWithTheEditionThatWasSeen() throws Exception {
    String body =
        "{'model':'people/2','canary':['gate'],'readyWithinSeconds':5,'gap':true,'by':'ann','why':'x'}"
            .replace('\'', '"');
    var answer = registry.send("POST", "/slots/yard/promote", body, "If-Match", "\"7\"");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("location")).contains("/promotions/p1");
    assertThat(TestRegistry.JSON.readTree(answer.body()).has("endedAt")).isFalse();
    assertThat(shelf.wishes)
        .containsExactly(
            new SlotWish(
                SlotWish.Kind.PROMOTE,
                "yard",
                Optional.of(7L),
                "people/2",
                List.of("gate"),
                .5f,
                "half",
                Optional.of(Duration.ofSeconds(5)),
                true,
                "ann",
                "x"));
  }

  @Test
  void shouldMakeASlotOnlyWhenItIsNewAndChangeOneAsItWasSeen() throws Exception {
    String bind = "{\"cameras\":[\"*\"],\"model\":\"people/latest\"}";
    registry.send("PUT", "/slots/gate", bind, "If-None-Match", "*");
    registry.send("PUT", "/slots/yard", "{\"minScore\":-1}", "If-Match", "7");
    registry.send("DELETE", "/slots/yard?by=ann&why=x", "", "If-Match", "\"7\"");
    registry.send("POST", "/slots/yard/rollback", "");

    assertThat(shelf.wishes)
        .extracting(SlotWish::edition)
        .containsExactly(Optional.of(0L), Optional.of(7L), Optional.of(7L), Optional.empty());
    assertThat(shelf.wishes.get(1).model()).isEqualTo("people/1");
    assertThat(shelf.wishes.get(2).by()).isEqualTo("ann");
    assertThat(shelf.wishes.get(3).by()).startsWith("someone at ");
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, 404",
    "INVALID, 400",
    "STALE, 412",
    "EDITION_MISSING, 428",
    "CONFLICT, 409",
    "MEMORY_SHORT, 409",
    "NOT_WRITER, 503"
  })
  void shouldAnswerARefusalWithItsStatusAndSentence(Refused.Kind kind, int status)
      throws Exception {
    shelf.refusal = Optional.of(new Refused(kind, "look again"));

    var answer = registry.send("POST", "/slots/yard/rollback", "{}", "If-Match", "\"5\"");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = TestRegistry.JSON.readTree(answer.body());
    assertThat(problem.path("detail").asText()).isEqualTo("look again");
    assertThat(problem.path("gapWouldHelp").asBoolean())
        .isEqualTo(kind == Refused.Kind.MEMORY_SHORT);
  }

  @Test
  void shouldSendChangesToTheRegistryThatWrites() throws Exception {
    shelf.writes = false;
    assertThat(registry.send("POST", "/slots/yard/rollback", "{}").statusCode()).isEqualTo(503);
    shelf.writer = "http://other:8083/";

    var answer = registry.send("POST", "/models/people/versions?by=ann", "bytes");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("location"))
        .contains("http://other:8083/models/people/versions?by=ann");
    assertThat(json("/slots").path("slots")).hasSize(1);
  }

  @Test
  void shouldRefuseChangesByAnotherSitesPage() throws Exception {
    var other = registry.send("POST", "/slots/yard/rollback", "{}", "Origin", "http://evil.test");
    var own =
        registry.send(
            "POST", "/slots/yard/rollback", "{}", "Origin", "http://127.0.0.1:" + registry.port());

    assertThat(other.statusCode()).isEqualTo(403);
    assertThat(own.statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT  | /slots/-x               | {}                        | slot is '-x'",
        "PUT  | /slots/new              | {\"model\":\"people/1\"}  | cameras is empty",
        "PUT  | /slots/yard             | {\"minscore\":1}          | key minscore is unknown",
        "PUT  | /slots/yard             | {\"minScore\":2}          | minScore is 2",
        "PUT  | /slots/yard             | {\"reduction\":\"third\"} | reduction is 'third'",
        "PUT  | /slots/yard             | {\"cameras\":\"*\"}       | expected a list",
        "POST | /slots/yard/promote     | {\"model\":\"people\"}    | expected NAME/VERSION",
        "POST | /slots/yard/promote     | {}                        | model is missing",
        "POST | /slots/yard/promote     | [1]                       | no object in braces",
        "POST | /slots/yard/promote     | {\"model\"                | the body is not JSON",
        "POST | /slots/yard/promote?a=1 | {}                        | parameter a is unknown",
      })
  void shouldRefuseWhatMakesNoSenseByName(String method, String path, String body, String sentence)
      throws Exception {
    var answer = registry.send(method, path, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(sentence);
  }

  @Test
  void shouldRefuseALongBodyAndAddressesThatAreNotThere() throws Exception {
    String words = "{\"why\":\"" + "x".repeat(70_000) + "\"}";

    assertThat(registry.send("POST", "/slots/yard/rollback", words).statusCode()).isEqualTo(413);
    assertThat(registry.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(registry.send("PUT", "/slots", "{}").body()).contains("/openapi.yaml");
    assertThat(registry.get("/slots/none").body()).contains("there is no slot none");
    assertThat(registry.get("/models/people/versions/9").body()).contains("no version 9");
    assertThat(registry.get("/models?limit=0").body()).contains("limit is '0', expected 1 to 500");
    assertThat(registry.get("/imports/x").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldChangeAnAliasOnlyWhenItsModelWasSeen() throws Exception {
    String path = "/models/people/aliases/champion";
    var unseen = registry.send("PUT", path, "{\"version\":\"1\"}");
    var seen = registry.send("PUT", path, "{\"version\":\"1\"}", "If-Match", "\"1\"");
    var stale = registry.send("DELETE", path, "", "If-Match", "\"1\"");

    assertThat(unseen.statusCode()).isEqualTo(428);
    assertThat(seen.headers().firstValue("etag")).contains("\"2\"");
    assertThat(json("/models/people").at("/aliases/champion").asText()).isEqualTo("1");
    assertThat(stale.statusCode()).isEqualTo(412);
  }

  @Test
  void shouldTellPromotionsWorkersAndTheAudit() throws Exception {
    shelf.promotions.add(FakeShelf.promotion("p9", "yard", Promotion.State.ANNOUNCED));
    var status = new WorkerStatus("w-1", TWO, 5, List.of(), List.of(), "");
    shelf.workers.add(new Worker("w-1", true, Optional.of(status), List.of("w-1-0")));

    assertThat(json("/promotions/p9").path("state").asText()).isEqualTo("ANNOUNCED");
    assertThat(json("/slots/yard/promotion").path("id").asText()).isEqualTo("p9");
    assertThat(json("/workers").at("/workers/0/status/freeBytes").asLong()).isEqualTo(5);
    assertThat(json("/audit?limit=1").path("next").asText()).isEqualTo("1");
    assertThat(json("/audit?after=1").at("/entries/0/slot").asText()).isEqualTo("yard");
    var cancelled = registry.send("POST", "/promotions/p9/cancel", "{\"by\":\"ann\"}");
    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(cancelled.body()).contains("CANCELLED");
  }

  @Test
  void shouldNotSayThatThereIsNothingBeforeItHasReadTheLog() throws Exception {
    shelf.knowsTheLog = false;

    for (String path : new String[] {"/promotions/p9", "/slots", "/models/people"}) {
      var answer = registry.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.body()).contains("has just begun to read the log");
    }
    assertThat(registry.get("/artifacts/sha256:" + "0".repeat(64)).statusCode()).isEqualTo(404);
    assertThat(registry.get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldSayWhetherItIsReady() throws Exception {
    assertThat(registry.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(registry.get("/health/ready").statusCode()).isEqualTo(200);
    shelf.whyNotReady = "the broker does not answer";

    var answer = registry.get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("the broker does not answer");
    assertThat(registry.get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
    assertThat(registry.get("/metrics").body()).contains("sightline_registry_requests_total");
  }

  private JsonNode json(String path) throws Exception {
    var answer = registry.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return TestRegistry.JSON.readTree(answer.body());
  }

  private static SlotState state(long revision, List<Rule> rules) {
    return new SlotState("yard", revision, rules, .5f, "half");
  }

  private static Rule rule(String camera, String version) {
    return new Rule(List.of(camera), new ServedModel("people", version, DIGEST, 3, ""));
  }

  private static AuditEntry entry(String id, String action, Instant at, long revision) {
    return new AuditEntry(
        id,
        at,
        "ann",
        action,
        "yard",
        "",
        "people/1",
        List.of(),
        "",
        JsonNodeFactory.instance.objectNode(),
        "p" + id,
        revision,
        Map.of(0, 4L));
  }
}
