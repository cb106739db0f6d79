package sightline.registry.http;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sightline.registry.http.request.ByteRange;
import sightline.registry.http.request.EntityTags;
import sightline.registry.http.request.Problem;
import sightline.registry.intake.Integrity;
import sightline.registry.metrics.RegistryMetrics;
import sightline.registry.store.ArtifactStore;
import sightline.registry.store.Digest;
import sightline.registry.store.FirstBytes;

/**
 * Bytes of artifacts for workers, piece by piece from the store: the next piece is read when the
 * last one is out.
 *
 * <p>Threading: the server's event loop; the store is read on worker threads.
 */
final class ArtifactHandlers {

  private static final Logger LOG = LoggerFactory.getLogger(ArtifactHandlers.class);
  private static final int PIECE_BYTES = 256 << 10;

  /** Asking again is of no use. */
  private static final int GONE = 410;

  private final Vertx vertx;
  private final ArtifactStore store;
  private final Integrity integrity;
  private final int maxDownloads;
  private final RegistryMetrics metrics;
  private int downloads;

  ArtifactHandlers(RegistryParts parts, Vertx vertx) {
    this.vertx = vertx;
    this.store = parts.store();
    this.integrity = parts.intake().integrity();
    this.maxDownloads = parts.limits().maxDownloads();
    this.metrics = parts.metrics();
  }

  void artifact(RoutingContext ctx) {
    Digest digest = digest(ctx);
    integrity
        .trouble(digest)
        .ifPresent(
            trouble -> {
              throw new Problem(GONE, trouble);
            });
    String tag = "\"" + digest + "\"";
    ctx.response().putHeader("etag", tag).putHeader("accept-ranges", "bytes");
    if (EntityTags.isKnown(ctx, tag)) {
      ctx.response().setStatusCode(304).end();
      return;
    }
    if (downloads >= maxDownloads) {
      throw new Problem(
          503,
          "%d artifacts are being fetched, the limit (maxDownloads); ask again"
              .formatted(downloads));
    }
    downloads++;
    vertx
        .executeBlocking(() -> store.sizeBytes(digest), false)
        .compose(size -> send(ctx, digest, tag, size))
        .onComplete(ignored -> downloads--)
        .onFailure(failure -> failed(ctx, failure));
  }

  private io.vertx.core.Future<Void> send(
      RoutingContext ctx, Digest digest, String tag, OptionalLong found) {
    long size =
        found.orElseThrow(() -> new Problem(404, "there is no artifact with digest " + digest));
    Optional<ByteRange> asked = range(ctx, tag, size);
    ByteRange range = asked.orElse(new ByteRange(0, size));
    return vertx
        .executeBlocking(() -> open(digest, range), false)
        .compose(
            in -> {
              var response = ctx.response().putHeader("content-type", "application/octet-stream");
              response
                  .putHeader("cache-control", "public, max-age=31536000, immutable")
                  .putHeader("content-length", Long.toString(range.length()));
              asked.ifPresent(
                  part -> response.setStatusCode(206).putHeader("content-range", part.of(size)));
              Promise<Void> sent = Promise.promise();
              sendPiece(in, response, sent);
              return sent.future().onComplete(ignored -> vertx.executeBlocking(() -> closed(in)));
            });
  }

  private void sendPiece(InputStream in, HttpServerResponse response, Promise<Void> sent) {
    if (response.closed()) {
      sent.fail(new IOException("the client went away"));
      return;
    }
    vertx
        .executeBlocking(() -> in.readNBytes(PIECE_BYTES), false)
        .onFailure(sent::fail)
        .onSuccess(
            piece -> {
              metrics.artifactSent(piece.length);
              if (piece.length == 0) {
                response.end().onComplete(sent);
              } else {
                response
                    .write(Buffer.buffer(piece))
                    .onFailure(sent::fail)
                    .onSuccess(ignored -> sendPiece(in, response, sent));
              }
            });
  }

  private void failed(RoutingContext ctx, Throwable failure) {
    if (ctx.response().headWritten()) {
      LOG.debug("an artifact was not sent whole: {}", failure.getMessage());
      ctx.request().connection().close(); // the client sees that bytes are missing
    } else {
      ctx.fail(failure);
    }
  }

  private InputStream open(Digest digest, ByteRange range) throws IOException {
    return new FirstBytes(store.open(digest, range.first()), range.length());
  }

  private static Void closed(InputStream in) throws IOException {
    in.close();
    return null;
  }

  private static Optional<ByteRange> range(RoutingContext ctx, String tag, long size) {
    String header = ctx.request().getHeader("Range");
    String onlyIf = ctx.request().getHeader("If-Range");
    if (header == null || (onlyIf != null && !onlyIf.strip().equals(tag))) {
      return Optional.empty();
    }
    return ByteRange.read(header, size);
  }

  private static Digest digest(RoutingContext ctx) {
    try {
      return Digest.parse(ctx.pathParam("digest"));
    } catch (IllegalArgumentException e) {
      throw new Problem(400, e.getMessage());
    }
  }
}
