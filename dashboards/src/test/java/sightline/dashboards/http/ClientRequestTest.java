package sightline.dashboards.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sightline.dashboards.http.ClientRequest.Acknowledge;
import sightline.dashboards.http.ClientRequest.Every;
import sightline.dashboards.http.ClientRequest.Latest;

class ClientRequestTest {

  @Test
  void shouldReadASubscriptionToSomeCameras() {
    var request = read("{'subscribe':{'cameras':['gate'],'maxFramesPerSecond':5}}");

    assertThat(request).isEqualTo(new Latest(false, Set.of("gate"), 5));
  }

  @Test
  void shouldTakeAllCamerasWhenNoneIsNamed() {
    assertThat(read("{'subscribe':{}}")).isEqualTo(new Latest(true, Set.of(), 0));
  }

  @Test
  void shouldReadOffsetsByPartition() {
    var request = read("{'subscribe':{'mode':'every','topic':'rejections','from':{'2':17}}}");

    assertThat(request).isEqualTo(new Every("rejections", Map.of(2, 17L)));
  }

  @Test
  void shouldReadAnAcknowledgementWithoutATime() {
    assertThat(read("{'ack':1}")).isEqualTo(new Acknowledge(1, Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{}",
        "[]",
        "3",
        "{'subscribe':{'mode':'some'}}",
        "{'subscribe':{'cameras':['a','b','c']}}",
        "{'subscribe':{'cameras':['<b>']}}",
        "{'subscribe':{'cameras':7}}",
        "{'subscribe':{'maxFramesPerSecond':-1}}",
        "{'subscribe':{'mode':'every','from':{'x':1}}}",
        "{'subscribe':{'mode':'every','from':{'0':-1}}}"
      })
  void shouldRefuseWhatMakesNoSense(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static ClientRequest read(String text) {
    return ClientRequest.read(text.replace('\'', '"'), 2);
  }
}
