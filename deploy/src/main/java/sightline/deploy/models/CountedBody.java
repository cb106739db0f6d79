package sightline.deploy.models;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/**
 * A body whose bytes are counted as they go out; a second attempt counts from the beginning.
 *
 * <p>Threading: the HTTP client's threads, one after the other.
 */
final class CountedBody implements BodyPublisher {

  private final BodyPublisher body;
  private final LongConsumer sent;

  private CountedBody(BodyPublisher body, LongConsumer sent) {
    this.body = body;
    this.sent = sent;
  }

  static BodyPublisher of(BodyPublisher body, LongConsumer sent) {
    return new CountedBody(body, sent);
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> network) {
    body.subscribe(new Counting(network, sent));
  }

  private static final class Counting implements Flow.Subscriber<ByteBuffer> {

    private final Flow.Subscriber<? super ByteBuffer> network;
    private final LongConsumer sent;
    private long bytes;

    private Counting(Flow.Subscriber<? super ByteBuffer> network, LongConsumer sent) {
      this.network = network;
      this.sent = sent;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      network.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer part) {
      bytes += part.remaining();
      network.onNext(part);
      sent.accept(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      network.onError(failure);
    }

    @Override
    public void onComplete() {
      network.onComplete();
    }
  }
}
