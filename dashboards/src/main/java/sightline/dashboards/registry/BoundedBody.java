package sightline.dashboards.registry;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Supplier;

/**
 * Bodies that are read into memory, up to a limit. What lies beyond it is read and thrown away, so
 * that whoever sends it comes to see the answer.
 *
 * <p>Threading: the event loop of the stream.
 */
public final class BoundedBody {

  private BoundedBody() {}

  /** All of {@code stream}; fails with {@code tooLarge} when that is more than the limit. */
  public static Future<Buffer> read(
      ReadStream<Buffer> stream, long mostBytes, Supplier<Refusal> tooLarge) {
    Promise<Buffer> whole = Promise.promise();
    Buffer read = Buffer.buffer();
    stream.handler(
        part -> {
          if (whole.future().isComplete()) {
            return;
          }
          if (read.length() + (long) part.length() > mostBytes) {
            whole.fail(tooLarge.get());
          } else {
            read.appendBuffer(part);
          }
        });
    stream.exceptionHandler(whole::tryFail);
    stream.endHandler(ignored -> whole.tryComplete(read));
    stream.resume();
    return whole.future();
  }
}
