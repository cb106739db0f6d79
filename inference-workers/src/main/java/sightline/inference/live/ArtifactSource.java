package sightline.inference.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import sightline.events.slot.ServedModel;

/**
 * The registries that artifacts are fetched from, over HTTP, by digest.
 *
 * <p>Threading: any thread.
 *
 * @param registries base addresses, asked in this order
 * @param patience longest wait for an answer and between two pieces of it
 */
record ArtifactSource(List<URI> registries, Duration patience) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PIECE_BYTES = 64 << 10;
  private static final int PROBLEM_BYTES = 4 << 10;

  /**
   * Appends to {@code part} what it lacks of {@code model}.
   *
   * @param progress told of the bytes that are there
   */
  void complete(ServedModel model, Path part, LongConsumer progress) throws FetchFailed {
    FetchFailed failure = null;
    for (URI registry : registries) {
      try {
        completeFrom(registry, model, part, progress);
        return;
      } catch (FetchFailed e) {
        failure = failure == null || failure.isPassing() ? e : failure;
      }
    }
    throw failure == null ? new FetchFailed("no registry is configured", false, null) : failure;
  }

  private void completeFrom(URI registry, ServedModel model, Path part, LongConsumer progress)
      throws FetchFailed {
    try {
      long have = Files.exists(part) ? Files.size(part) : 0;
      if (have < model.sizeBytes()) {
        fetch(registry, model, part, progress);
      }
    } catch (IOException e) {
      String why = "registry %s does not give %s: %s".formatted(registry, model.id(), e);
      throw new FetchFailed(why, true, e);
    }
  }

  private void fetch(URI registry, ServedModel model, Path part, LongConsumer progress)
      throws IOException, FetchFailed {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = connect(registry.resolve("/artifacts/" + model.digest()), have);
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        boolean passing = status >= HttpURLConnection.HTTP_INTERNAL_ERROR;
        String why = "registry %s answers %d for the artifact of %s%s";
        throw new FetchFailed(
            why.formatted(registry, status, model.id(), detail(connection)), passing, null);
      }
      long begin = status == HttpURLConnection.HTTP_PARTIAL ? have : 0;
      try (InputStream in = connection.getInputStream();
          OutputStream out =
              Files.newOutputStream(
                  part,
                  StandardOpenOption.CREATE,
                  begin > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
        copy(in, out, new Span(begin, model), progress);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** What the registry says of it, if it says something. */
  private static String detail(HttpURLConnection connection) {
    try (InputStream said = connection.getErrorStream()) {
      JsonNode problem = JSON.readTree(said == null ? new byte[0] : said.readNBytes(PROBLEM_BYTES));
      String detail = problem.path("detail").asText();
      return detail.isEmpty() ? "" : ": " + detail;
    } catch (IOException e) { // the status says enough
      return "";
    }
  }

  private HttpURLConnection connect(URI address, long have) throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection();
    int millis = Math.toIntExact(patience.toMillis());
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    return connection;
  }

  /** What is expected, from which byte on. */
  private record Span(long begin, ServedModel model) {}

  private static void copy(InputStream in, OutputStream out, Span span, LongConsumer progress)
      throws IOException, FetchFailed {
    byte[] piece = new byte[PIECE_BYTES];
    long done = span.begin();
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      done += read;
      if (done > span.model().sizeBytes()) {
        String why = "the artifact of %s has more than its %d bytes";
        throw new FetchFailed(
            why.formatted(span.model().id(), span.model().sizeBytes()), false, null);
      }
      out.write(piece, 0, read);
      progress.accept(done);
    }
    if (done < span.model().sizeBytes()) {
      throw new IOException(
          "it ended after %d of %d bytes".formatted(done, span.model().sizeBytes()));
    }
  }
}
