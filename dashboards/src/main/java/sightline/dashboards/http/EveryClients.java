package sightline.dashboards.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.dashboards.feed.EventSource;
import sightline.dashboards.feed.EveryListener;
import sightline.dashboards.feed.EveryReading;
import sightline.dashboards.http.ClientRequest.Every;
import sightline.events.Topics;

/**
 * The clients that read each event of a topic. What is on its way to one of them is bounded by its
 * acknowledgements; who does not acknowledge gets nothing more, and costs nobody else anything.
 *
 * <p>Threading: the server's event loop.
 */
final class EveryClients {

  private static final List<String> TOPICS =
      List.of(
          Topics.DETECTIONS.name(),
          Topics.SEGMENTATIONS.name(),
          Topics.ANOMALIES.name(),
          Topics.TRACKS.name(),
          Topics.REJECTIONS.name());
  private static final short INTERNAL_ERROR = 1011;

  private final int most;
  private final EventSource source;
  private final Map<ServerWebSocket, EveryReading> readings = new HashMap<>();

  EveryClients(int most, EventSource source) {
    this.most = most;
    this.source = source;
  }

  boolean isFull() {
    return readings.size() >= most;
  }

  boolean contains(ServerWebSocket socket) {
    return readings.containsKey(socket);
  }

  /**
   * Begins to send.
   *
   * @throws IllegalArgumentException when the topic is none of those that may be read
   */
  void add(ServerWebSocket socket, Context context, Every request) {
    if (!TOPICS.contains(request.topic())) {
      throw new IllegalArgumentException("subscribe.topic is none of " + TOPICS);
    }
    readings.put(
        socket, source.readEvery(request.topic(), request.from(), new Sender(socket, context)));
  }

  void acknowledge(ServerWebSocket socket, int count) {
    readings.get(socket).acknowledge(count);
  }

  void remove(ServerWebSocket socket) {
    EveryReading reading = readings.remove(socket);
    if (reading != null) {
      reading.close();
    }
  }

  /** Brings events from the reader's thread to the event loop. */
  private record Sender(ServerWebSocket socket, Context context) implements EveryListener {
    @Override
    public void event(EventAt event) {
      ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "event");
      json.put("topic", event.topic());
      json.put("partition", event.partition());
      json.put("offset", event.offset());
      json.set("event", event.json());
      String text = json.toString();
      context.runOnContext(
          ignored -> {
            if (!socket.isClosed()) {
              socket.writeTextMessage(text);
            }
          });
    }

    @Override
    public void failed(String reason) {
      context.runOnContext(ignored -> socket.close(INTERNAL_ERROR, EventSocket.shortened(reason)));
    }
  }
}
