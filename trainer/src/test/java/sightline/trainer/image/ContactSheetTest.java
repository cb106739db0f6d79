package sightline.trainer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import sightline.events.geometry.FrameSize;
import sightline.trainer.data.Pixels;

class ContactSheetTest {

  private static final ContactSheet.Layout LAYOUT = new ContactSheet.Layout(3, 40, 2);

  @Test
  void shouldBeAsTallAsItsTallestPicture() {
    Pixels sheet = ContactSheet.of(cells("", 4), LAYOUT);

    assertThat(sheet.size()).isEqualTo(new FrameSize(3 * 42 + 2, 2 * 32 + 2));
  }

  @Test
  void shouldLeaveRoomForWords() {
    Pixels plain = ContactSheet.of(cells("", 2), LAYOUT);
    Pixels said = ContactSheet.of(cells("beta 4", 2), LAYOUT);

    assertThat(said.size().height()).isGreaterThan(plain.size().height() + 10);
  }

  private static List<ContactSheet.Cell> cells(String caption, int count) {
    var picture = new Pixels(new FrameSize(20, 15), 3, new byte[20 * 15 * 3]);
    return Collections.nCopies(count, new ContactSheet.Cell(picture, caption));
  }
}
