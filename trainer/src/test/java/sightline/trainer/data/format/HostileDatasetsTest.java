package sightline.trainer.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.Dataset;
import sightline.trainer.data.OnFlaw;
import sightline.trainer.data.ReadRules;

class HostileDatasetsTest {

  private static final ReadRules CAT = ReadRules.USUAL.withLabels(List.of("cat"));
  private static final String HEAD =
      "{\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":20,\"height\":10}],"
          + "\"categories\":[{\"id\":7,\"name\":\"cat\"}],\"annotations\":[";

  @TempDir Path folder;

  @BeforeEach
  void drawOnePicture() throws Exception {
    Files.createDirectories(folder.resolve("labels"));
    var picture = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(picture, "png", folder.resolve("a.png").toFile());
  }

  private Dataset coco(String annotation) throws Exception {
    Files.writeString(folder.resolve("a.json"), HEAD + annotation + "]}");
    return DatasetFormat.COCO.reader().read(folder, ReadRules.USUAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 .5 .5 .2|expected a class and 4 numbers, found 4 columns",
        "0 .5 .5 .2 x|expected a number as column 5",
        "0 .5 .5 .2 NaN|expected a number as column 5",
        "1 .5 .5 .2 .2|expected one of the 1 classes, found class 1",
        "0 .5 .5 -.2 .2|expected fractions of the picture",
        "0 .5 .5 0 .2|expected a box with left < right"
      })
  void shouldListALineThatIsNoBoxAsAFlawAndSkipIt(String line, String expected) throws Exception {
    Files.writeString(folder.resolve("labels/a.txt"), "0 .5 .5 .2 .2\n" + line + "\n");

    Dataset dataset = DatasetFormat.YOLO.reader().read(folder, CAT);

    assertThat(dataset.samples().get(0).truths()).hasSize(1);
    assertThat(dataset.flaws()).hasSize(1);
    assertThat(dataset.flaws().get(0).toString()).startsWith("labels/a.txt:2: ").contains(expected);
  }

  @Test
  void shouldEndTheReadingAtAFlawWhenThereWereToBeNone() throws Exception {
    Files.writeString(folder.resolve("labels/a.txt"), "0 .5 .5 .2\n");

    assertThatThrownBy(() -> DatasetFormat.YOLO.reader().read(folder, CAT.on(OnFlaw.FAIL)))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("labels/a.txt:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"bbox\":[1,1,-3,4]",
        "\"bbox\":[1,1,3]",
        "\"bbox\":\"wide\"",
        "\"bbox\":[30,1,3,4]",
        "\"bbox\":[1e300,1,3,4]",
        "\"bbox\":[1,1,3,4],\"segmentation\":[[1,1,2,2]]",
        "\"bbox\":[1,1,3,4],\"segmentation\":{\"size\":[10,20],\"counts\":[5,6]}",
        "\"bbox\":[1,1,3,4],\"segmentation\":{\"size\":[10,20],\"counts\":\"zzz\"}",
        "\"bbox\":[1,1,3,4],\"segmentation\":{\"size\":[9,20],\"counts\":[180]}",
        "\"area\":3"
      })
  void shouldListAnObjectThatCannotBeAsAFlaw(String fields) throws Exception {
    Dataset dataset = coco("{\"id\":3,\"image_id\":1,\"category_id\":7," + fields + "}");

    assertThat(dataset.samples()).hasSize(1);
    assertThat(dataset.samples().get(0).truths()).isEmpty();
    assertThat(dataset.flaws()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\":", "{\"id\":1}}", "nonsense"})
  void shouldSayWhereJsonIsBroken(String annotation) {
    assertThatThrownBy(() -> coco(annotation))
        .isInstanceOf(BadDataset.class)
        .hasMessageStartingWith("a.json:1:");
  }

  @Test
  void shouldRefuseJsonThatIsTooDeep() {
    assertThatThrownBy(() -> coco("{\"x\":" + "[".repeat(1_000_000)))
        .isInstanceOf(BadDataset.class)
        .hasMessageContaining("a.json")
        .hasMessageContaining("depth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../a.png", "/etc/passwd", "..\\\\a.png", "C:/a.png"})
  void shouldNeverLeaveTheFolderForAPicture(String name) throws Exception {
    Files.writeString(folder.resolve("a.json"), (HEAD + "]}").replace("a.png", name));

    Dataset dataset = DatasetFormat.COCO.reader().read(folder, ReadRules.USUAL);

    assertThat(dataset.samples()).isEmpty();
    assertThat(dataset.flaws().get(0).what()).contains("expected a path inside");
  }

  @Test
  void shouldExpandNoEntityOfAnXmlFile() throws Exception {
    Files.writeString(
        folder.resolve("a.xml"),
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;\">]>"
            + "<annotation><filename>&c;</filename></annotation>");

    Dataset dataset = DatasetFormat.VOC.reader().read(folder, ReadRules.USUAL);

    assertThat(dataset.samples()).isEmpty();
    assertThat(dataset.flaws().get(0).toString()).contains("without a document type");
  }

  @Test
  void shouldPassOverALineOfTenMegabytes() throws Exception {
    String header = "ImageID,LabelName,XMin,XMax,YMin,YMax\n";
    String row = "a,cat,.1,.5,.1,.5\n";
    Files.writeString(folder.resolve("a.csv"), header + "a".repeat(10_000_000) + "\n" + row);

    Dataset dataset = DatasetFormat.OPEN_IMAGES.reader().read(folder, ReadRules.USUAL);

    assertThat(dataset.samples().get(0).truths()).hasSize(1);
    assertThat(dataset.flaws().get(0).toString()).startsWith("a.csv:2: expected a line of at most");
  }

  @Test
  void shouldRefuseAPictureOfAbsurdSizeByItsHeader() throws Exception {
    byte[] png = Files.readAllBytes(folder.resolve("a.png"));
    var bytes = ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    var sum = new CRC32();
    sum.update(png, 12, 17);
    bytes.putInt(29, (int) sum.getValue());
    Files.write(folder.resolve("a.png"), png);
    Files.writeString(folder.resolve("labels/a.txt"), "0 .5 .5 .2 .2\n");

    Dataset dataset = DatasetFormat.YOLO.reader().read(folder, CAT);

    assertThat(dataset.samples()).isEmpty();
    assertThat(dataset.flaws().get(0).what()).contains("found 2000000000x2000000000");
  }
}
