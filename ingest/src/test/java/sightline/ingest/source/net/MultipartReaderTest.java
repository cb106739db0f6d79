package sightline.ingest.source.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartReaderTest {

  @Test
  void shouldReadPartsOfStatedLength() throws IOException {
    var reader =
        reader("--b\r\nContent-Length: 3\r\n\r\nabc\r\n--b\r\nContent-Length: 2\r\n\r\nde\r\n");

    assertThat(text(reader)).isEqualTo("abc");
    assertThat(text(reader)).isEqualTo("de");
  }

  @Test
  void shouldReadPartsOfUnknownLengthUpToTheBoundary() throws IOException {
    var reader =
        reader("--b\r\nContent-Type: image/jpeg\r\n\r\na-\r\n-b\r\n--b\r\n\r\nd\r\n--b--\r\n");

    assertThat(text(reader)).isEqualTo("a-\r\n-b");
    assertThat(text(reader)).isEqualTo("d");
  }

  @Test
  void shouldSkipGarbageBeforeABoundary() throws IOException {
    assertThat(text(reader("xx\n\0\1\n--b\nContent-Length: 1\n\nZ"))).isEqualTo("Z");
  }

  @Test
  void shouldTakeABoundaryThatIsNamedWithItsDashes() throws IOException {
    var stream = new ByteArrayInputStream("--b\r\nContent-Length: 1\r\n\r\nZ".getBytes(ISO_8859_1));

    assertThat(text(new MultipartReader(stream, "--b", 100))).isEqualTo("Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--b", "----b"})
  void shouldTakeADashedBoundaryWithAndWithoutTheDashesThatGoBeforeIt(String sent)
      throws IOException {
    String stream =
        (sent + "\r\nContent-Length: 1\r\n\r\nZ\r\n" + sent + "\r\n\r\na---\r\n")
            + (sent + "\r\n\r\nc\r\n" + sent + "--\r\n");
    var reader =
        new MultipartReader(new ByteArrayInputStream(stream.getBytes(ISO_8859_1)), "--b", 100);

    assertThat(text(reader)).isEqualTo("Z");
    assertThat(text(reader)).isEqualTo("a---");
    assertThat(text(reader)).isEqualTo("c");
  }

  @Test
  void shouldFindABoundaryRightBehindItsOwnBegin() throws IOException {
    var reader = reader("--b\r\n\r\na---b\r\n\r\nd\r\n--b--\r\n");

    assertThat(text(reader)).isEqualTo("a-");
    assertThat(text(reader)).isEqualTo("d");
  }

  @Test
  void shouldSkipAPartAboveTheLimitAndGoOn() throws IOException {
    var reader =
        reader(
            "--b\r\nContent-Length: 200\r\n\r\n"
                + "x".repeat(200)
                + "\r\n--b\r\n\r\n"
                + "y".repeat(300)
                + "\r\n--b\r\n\r\nok\r\n--b\r\n");

    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
    assertThat(text(reader)).isEqualTo("ok");
  }

  @Test
  void shouldNotGiveHalfAPart() {
    assertThatThrownBy(() -> reader("--b\r\nContent-Length: 9\r\n\r\nhalf").next())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> reader("--b\r\n\r\nhalf").next()).isInstanceOf(EOFException.class);
  }

  @Test
  void shouldFindTheBoundaryInTheContentType() {
    assertThat(MultipartReader.boundary("multipart/x-mixed-replace; boundary=\"frame\""))
        .contains("frame");
    assertThat(MultipartReader.boundary("Multipart/X-Mixed-Replace;BOUNDARY=--x")).contains("--x");
    assertThat(MultipartReader.boundary("image/jpeg")).isEmpty();
  }

  @Property
  void shouldEndInSomeWayWhateverComes(@ForAll byte[] garbage) {
    var reader = new MultipartReader(new ByteArrayInputStream(garbage), "b", 100);

    assertThatThrownBy(
            () -> {
              while (true) {
                reader.next();
              }
            })
        .isInstanceOf(IOException.class);
  }

  private static MultipartReader reader(String stream) {
    return new MultipartReader(new ByteArrayInputStream(stream.getBytes(ISO_8859_1)), "b", 100);
  }

  private static String text(MultipartReader reader) throws IOException {
    return Optional.of(reader.next().orElseThrow())
        .map(part -> new String(part.jpeg(), ISO_8859_1))
        .get();
  }
}
