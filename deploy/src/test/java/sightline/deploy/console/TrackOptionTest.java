package sightline.deploy.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sightline.inference.track.TrackerKind;

class TrackOptionTest {

  @ParameterizedTest
  @EnumSource(TrackerKind.class)
  void shouldLeaveWhatIsUsualWhenNothingIsAsked(TrackerKind usual) {
    TrackOption option = parse();

    assertThat(option.isGiven()).isFalse();
    assertThat(option.orElse(usual)).isEqualTo(usual);
  }

  @ParameterizedTest
  @EnumSource(TrackerKind.class)
  void shouldTakeWhatIsAsked(TrackerKind asked) {
    TrackOption option = parse("--track", asked.wireName());

    assertThat(option.isGiven()).isTrue();
    assertThat(option.orElse(TrackerKind.SORT)).isEqualTo(asked);
  }

  @Test
  void shouldNameWhatThereIsWhenAskedForAnother() {
    TrackOption option = parse("--track=kalman");

    assertThatThrownBy(() -> option.orElse(TrackerKind.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessage("--track is kalman, expected none, sort, bytetrack");
  }

  private static TrackOption parse(String... arguments) {
    return CommandLine.populateCommand(new Tracking(), arguments).option;
  }

  @Command
  private static final class Tracking {
    @Mixin private final TrackOption option = new TrackOption();
  }
}
