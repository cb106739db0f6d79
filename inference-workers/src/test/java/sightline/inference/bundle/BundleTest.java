package sightline.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {

  @TempDir private Path place;
  private Path upload;
  private Path folder;

  @BeforeEach
  void prepare() throws IOException {
    upload = place.resolve("upload.bin");
    folder = Files.createDirectory(place.resolve("folder"));
  }

  @Test
  void shouldPutAPlainFileInAFolderOfItsOwn() throws Exception {
    Files.writeString(upload, "net");

    Bundle bundle = Bundle.open(upload, folder, Limits.DEFAULT);

    assertThat(bundle.onnx()).isEqualTo(folder.resolve("upload.bin.onnx")).hasContent("net");
    assertThat(bundle.manifest()).isEmpty();
    assertThat(bundle.goldenPictures()).isEmpty();
  }

  @Test
  void shouldUnpackAZipWithAllThatBelongsToANet() throws Exception {
    Files.write(
        upload,
        Zips.of(
            "net.onnx", "net",
            "data/weights.bin", "weights",
            "manifest.yaml", "name: a",
            "golden/b.jpg", "b",
            "golden/a.jpg", "a",
            "golden/a.json", "{}"));

    Bundle bundle = Bundle.open(upload, folder, Limits.DEFAULT);

    assertThat(bundle.onnx()).isEqualTo(folder.resolve("net.onnx")).hasContent("net");
    assertThat(folder.resolve("data/weights.bin")).hasContent("weights");
    assertThat(bundle.manifest()).contains(folder.resolve("manifest.yaml"));
    assertThat(bundle.goldenPictures())
        .containsExactly(folder.resolve("golden/a.jpg"), folder.resolve("golden/b.jpg"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../net.onnx",
        "/net.onnx",
        "a/../../net.onnx",
        "a\\net.onnx",
        "C:net.onnx",
        "a//net.onnx",
        "./net.onnx",
        "~/net.onnx",
        "net\n.onnx"
      })
  void shouldRefuseANameThatLeadsSomewhereElse(String name) throws IOException {
    Files.write(upload, Zips.of(name, "net"));

    assertRefused("expected plain names");
    assertThat(place.resolve("net.onnx")).doesNotExist();
  }

  @Test
  void shouldRefuseALink() throws IOException {
    Files.write(upload, Zips.withLink(Zips.of("net.onnx", "/etc/passwd")));

    assertRefused("'net.onnx' is a link or a device");
  }

  @Test
  void shouldRefuseNamesThatDifferOnlyInCase() throws IOException {
    Files.write(upload, Zips.of("net.onnx", "net", "Net.onnx", "other"));

    assertRefused("'Net.onnx' twice");
  }

  @Test
  void shouldRefuseADirectoryThatNamesOtherEntries() throws IOException {
    Files.write(upload, Zips.withTwoNames(Zips.of("net.onnx", "net")));

    assertRefused("is not the one in its directory");
  }

  @Test
  void shouldRefuseAZipBombLongBeforeItIsUnpacked() throws IOException {
    Files.write(upload, Zips.of("net.onnx", new byte[50 << 20]));

    assertRefused("as only a zip bomb does");
    assertThat(Files.size(folder.resolve("net.onnx"))).isLessThan(16 << 20);
  }

  @Test
  void shouldRefuseMoreBytesThanItMayUnpack() throws IOException {
    Files.write(upload, Zips.of("net.onnx", "0123456789"));

    assertRefused("more than 9 bytes (maxUnpackedBytes)", "maxUnpackedBytes=9");
  }

  @Test
  void shouldRefuseTooManyEntries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < 1001; i++) {
      entries.put("entry" + i, new byte[0]);
    }
    Files.write(upload, Zips.of(entries));

    assertRefused("1001 entries, expected at most 1000 (maxEntries)");
  }

  @Test
  void shouldRefuseAnArchiveInsideOfOne() throws IOException {
    Files.write(upload, Zips.of("net.onnx", "net", "weights.bin", Zips.of("a", "b")));

    assertRefused("archive inside, 'weights.bin'");
  }

  @Test
  void shouldRefuseAZipThatWasCutOff() throws IOException {
    byte[] zip = Zips.of("net.onnx", "net");
    Files.write(upload, Arrays.copyOf(zip, zip.length - 5));

    assertRefused("may have been cut off");
  }

  @Test
  void shouldRefuseAZipWithoutANetOrWithTwo() throws IOException {
    Files.write(upload, Zips.of("model.pt", "net"));
    assertRefused("no *.onnx on its top level");

    Files.write(upload, Zips.of("a.onnx", "net", "b.onnx", "net"));
    assertRefused("2 *.onnx on its top level");
  }

  @Test
  void shouldRefuseAFileThatIsEmptyOrTooLarge() throws IOException {
    Files.write(upload, new byte[0]);
    assertRefused("is empty");

    Files.write(upload, new byte[10]);
    assertRefused("10 bytes, expected at most 9 (maxFileBytes)", "maxFileBytes=9");
  }

  @Test
  void shouldReadLimitsByName() {
    Limits limits = Limits.parse("maxNodes=500, maxPixels=7");

    assertThat(limits.maxNodes()).isEqualTo(500);
    assertThat(limits.maxPixels()).isEqualTo(7);
    assertThat(limits.maxDepth()).isEqualTo(Limits.DEFAULT.maxDepth());
    assertThatThrownBy(() -> Limits.parse("maxDreams=1"))
        .hasMessageStartingWith("limit 'maxDreams' is not known, expected one of maxFileBytes,");
    assertThatThrownBy(() -> Limits.parse("maxNodes=many"))
        .hasMessageStartingWith("limit 'maxNodes=many' is no number");
  }

  private void assertRefused(String words) {
    assertRefused(words, "");
  }

  private void assertRefused(String words, String limits) {
    assertThatThrownBy(() -> Bundle.open(upload, folder, Limits.parse(limits)))
        .isInstanceOf(BadUpload.class)
        .hasMessageContaining(words);
  }
}
