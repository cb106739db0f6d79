package sightline.deploy.soak.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sightline.deploy.soak.camera.SceneCamera.Behavior;
import sightline.ingest.source.net.MultipartReader;

class CameraServerTest {

  private final SceneCamera camera = new SceneCamera("gate", 3, 50, false);
  private CameraServer server;

  @BeforeEach
  void start() throws Exception {
    server = CameraServer.start(List.of(camera));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void shouldSendPicturesInTheOrderOfTheirNumbers() throws Exception {
    MultipartReader parts = open();

    for (long number = 0; number < 5; number++) {
      assertThat(StampedPicture.number(next(parts))).hasValue(number);
    }
    assertThat(camera.sent()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void shouldSendWhatIsNoPictureWhenTold() throws Exception {
    camera.behave(Behavior.GARBAGE);

    byte[] part = next(open());

    assertThat(part).hasSizeGreaterThanOrEqualTo(1_000);
    assertThat(part[0]).isNotEqualTo((byte) 0xFF);
  }

  @Test
  void shouldHangUpInTheMiddleOfAPictureAndSendHalfOnesElse() throws Exception {
    camera.behave(Behavior.HALF);

    assertThatThrownBy(open()::next).isInstanceOf(EOFException.class);
    byte[] half = next(open());

    assertThat(half.length).isLessThan(ScenePictures.of(3, 50).get(1).length);
    assertThat(StampedPicture.number(half)).hasValue(1);
  }

  private MultipartReader open() throws Exception {
    URLConnection connection = URI.create(server.location(camera)).toURL().openConnection();
    InputStream body = new BufferedInputStream(connection.getInputStream());
    String boundary = MultipartReader.boundary(connection.getContentType()).orElseThrow();
    return new MultipartReader(body, boundary, 1 << 20);
  }

  private static byte[] next(MultipartReader parts) throws Exception {
    return parts.next().orElseThrow().jpeg();
  }
}
