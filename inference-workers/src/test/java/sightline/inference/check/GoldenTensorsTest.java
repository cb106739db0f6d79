package sightline.inference.check;

import static org.assertj.core.api.Assertions.assertThat;
import static sightline.inference.testmodel.GoldenBlob.safetensors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sightline.inference.testmodel.BlobDetector;
import sightline.inference.testmodel.GoldenBlob;

class GoldenTensorsTest {

  private static final float SURE = .55f;

  @TempDir private Path folder;
  private GoldenBlob honest;

  @BeforeEach
  void makeBundle() throws Exception {
    honest = GoldenBlob.of(BlobDetector.bytes(), folder);
  }

  @Test
  void shouldAcceptANetThatGivesWhatItGaveWhereItWasTrained() throws Exception {
    JsonNode report = check(honest);

    assertThat(report.path("problem").asText()).isEmpty();
    JsonNode first = report.path("golden").path("compared").path(0);
    assertThat(first.path("frame").asText()).isEqualTo("first.jpg");
    assertThat(first.path("differences").path("input").asDouble()).isZero();
    assertThat(first.path("edge").asDouble()).isLessThan(.5);
    assertThat(report.path("golden").path("worst").path("frame").asText()).isNotEmpty();
  }

  @Test
  void shouldNameFrameAndDifferenceOfANetThatWasTamperedWith() throws Exception {
    byte[] tampered = GoldenBlob.tampered(BlobDetector.bytes(), SURE, SURE + .001f);

    JsonNode report = check(honest.with("net.onnx", tampered));

    assertThat(report.path("ok").asBoolean()).isFalse();
    assertThat(report.path("problem").asText())
        .matches(
            "The model is not what was trained: golden frame (first|second).jpg, output '.*':"
                + " 0.00100 where 0.000100 is the limit.");
    assertThat(report.path("golden").path("compared")).hasSize(2);
    assertThat(report.path("golden").path("worst").path("value").asDouble()).isBetween(9e-4, 2e-3);
  }

  @Test
  void shouldAllowAnOutputWhatItsBundleAllows() throws Exception {
    byte[] tampered = GoldenBlob.tampered(BlobDetector.bytes(), SURE, SURE + .001f);
    String output = check(honest).at("/golden/compared/0/limits").fieldNames().next();
    String name = output.equals("input") ? second(check(honest)) : output;
    GoldenBlob loose = honest.with("net.onnx", tampered);
    for (String frame : new String[] {"golden/first.json", "golden/second.json"}) {
      String json = new String(honest.entry(frame), StandardCharsets.UTF_8);
      String limits = "{\"limits\":{\"%s\":0.01},".formatted(name);
      loose = loose.with(frame, (limits + json.substring(1)).getBytes(StandardCharsets.UTF_8));
    }

    JsonNode report = check(loose);

    assertThat(report.path("problem").asText()).isEmpty();
  }

  @Test
  void shouldCompareEveryFrameWhenOneOfThemShowsSomethingElse() throws Exception {
    byte[] elsewhere =
        "{\"detections\":[{\"box\":[9,9,20,20],\"label\":\"person\",\"score\":0.9}]}".getBytes();

    JsonNode report = check(honest.with("golden/first.json", elsewhere));

    assertThat(report.path("problem").asText()).contains("first.jpg");
    assertThat(report.path("golden").path("compared")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'input':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|expects an input of shape [2]",
        "{'output.x':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|expected tensor 'output.x'",
        "{'input':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}|of type 'F16', expected F32",
        "{'input':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|expected 12 bytes within 8",
        "{'input':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|sizes of 0 or more",
        "{'input':{'dtype':'F32','shape':[2147483647,2147483647],'data_offsets':[0,8]}}|of shape",
        "{'input':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|of 4 bytes, expected at most",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|2 tensors of 16 bytes",
        "[1]|no object in braces",
        "{{{|no JSON"
      })
  void shouldSayInOneSentenceWhatIsWrongWithTensors(String header, String problem)
      throws Exception {
    byte[] tensors = safetensors(header.replace('\'', '"'), new float[] {1, 2});

    JsonNode report = check(honest.with("golden/first.safetensors", tensors));

    assertThat(report.path("ok").asBoolean()).isFalse();
    assertThat(report.path("problem").asText()).contains(problem).doesNotContain("\n");
  }

  @Test
  void shouldRefuseNumbersThatAreNotFinite() throws Exception {
    byte[] tensors =
        safetensors(
            "{\"input\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            new float[] {Float.NaN});

    JsonNode report = check(honest.with("golden/first.safetensors", tensors));

    assertThat(report.path("problem").asText()).contains("tensor 'input' that is not finite");
  }

  @Test
  void shouldRefuseAHeaderThatSaysItIsHuge() throws Exception {
    byte[] tensors =
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(Long.MAX_VALUE).array();

    JsonNode report = check(honest.with("golden/first.safetensors", tensors));

    assertThat(report.path("problem").asText()).contains("says its header has");
  }

  private static String second(JsonNode report) {
    var names = report.at("/golden/compared/0/limits").fieldNames();
    names.next();
    return names.next();
  }

  private JsonNode check(GoldenBlob bundle) throws Exception {
    Path file = Files.write(folder.resolve("bundle.zip"), bundle.zip());
    CheckReport report = ModelCheck.check(file, CheckArguments.parse(file.toString()));
    return new ObjectMapper().readTree(report.toString());
  }
}
