package sightline.registry.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Artifacts as objects {@code sha256/HEX} of a bucket. An object appears whole or not at all; each
 * is read back and its digest compared before a put returns, because not every such store
 * understands the checksums of Amazon's.
 *
 * <p>Threading: any thread.
 *
 * <p>Ownership: holds connections until closed.
 */
public final class S3ArtifactStore implements ArtifactStore {

  private static final String PREFIX = "sha256/";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final S3Client client;
  private final S3Settings settings;
  private final long partBytes;

  public S3ArtifactStore(S3Settings settings) {
    this(settings, 32L << 20);
  }

  /**
   * As above.
   *
   * @param partBytes files larger than this are sent in parts of this size, at least 5 MiB
   */
  S3ArtifactStore(S3Settings settings, long partBytes) {
    this.settings = settings;
    this.partBytes = partBytes;
    var builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(PATIENCE)
                    .socketTimeout(PATIENCE));
    if (!settings.endpoint().isEmpty()) {
      builder.endpointOverride(URI.create(settings.endpoint()));
    }
    if (!settings.accessKey().isEmpty()) {
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())));
    }
    client = builder.build();
  }

  @Override
  public void put(Digest digest, Path file) throws IOException {
    long size = Files.size(file);
    ask(
        "put " + digest,
        () -> {
          if (size <= partBytes) {
            client.putObject(
                request -> request.bucket(settings.bucket()).key(key(digest)),
                RequestBody.fromFile(file));
          } else {
            putInParts(digest, file, size);
          }
          return size;
        });
    verify(digest);
  }

  @Override
  public OptionalLong sizeBytes(Digest digest) throws IOException {
    try {
      return ask(
          "look for " + digest,
          () ->
              OptionalLong.of(
                  client
                      .headObject(request -> request.bucket(settings.bucket()).key(key(digest)))
                      .contentLength()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public InputStream open(Digest digest, long first) throws IOException {
    return ask(
        "read " + digest,
        () ->
            client.getObject(
                request -> {
                  request.bucket(settings.bucket()).key(key(digest));
                  if (first > 0) {
                    request.range("bytes=" + first + "-");
                  }
                }));
  }

  @Override
  public boolean delete(Digest digest) throws IOException {
    boolean there = sizeBytes(digest).isPresent();
    ask(
        "delete " + digest,
        () -> client.deleteObject(request -> request.bucket(settings.bucket()).key(key(digest))));
    return there;
  }

  @Override
  public List<Stored> list() throws IOException {
    return ask(
        "list the bucket",
        () ->
            client
                .listObjectsV2Paginator(request -> request.bucket(settings.bucket()).prefix(PREFIX))
                .contents()
                .stream()
                .filter(object -> object.key().matches(PREFIX + "[0-9a-f]{64}"))
                .map(S3ArtifactStore::stored)
                .toList());
  }

  @Override
  public int discardUnfinished(Instant limit) throws IOException {
    return ask(
        "end old uploads",
        () -> {
          var old =
              client
                  .listMultipartUploads(request -> request.bucket(settings.bucket()).prefix(PREFIX))
                  .uploads()
                  .stream()
                  .filter(upload -> upload.initiated().isBefore(limit))
                  .toList();
          old.forEach(upload -> abort(upload.key(), upload.uploadId()));
          return old.size();
        });
  }

  @Override
  public String describe() {
    return "bucket %s at %s"
        .formatted(
            settings.bucket(), settings.endpoint().isEmpty() ? "Amazon S3" : settings.endpoint());
  }

  @Override
  public void close() {
    client.close();
  }

  private void putInParts(Digest digest, Path file, long size) throws IOException {
    String upload =
        client
            .createMultipartUpload(request -> request.bucket(settings.bucket()).key(key(digest)))
            .uploadId();
    try {
      var parts = new ArrayList<CompletedPart>();
      for (long from = 0; from < size; from += partBytes) {
        long length = Math.min(partBytes, size - from);
        parts.add(putPart(digest, upload, parts.size() + 1, part(file, from, length)));
      }
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(settings.bucket())
                  .key(key(digest))
                  .uploadId(upload)
                  .multipartUpload(made -> made.parts(parts)));
    } catch (SdkException e) {
      abort(key(digest), upload);
      throw e;
    }
  }

  private CompletedPart putPart(Digest digest, String upload, int number, RequestBody body) {
    String tag =
        client
            .uploadPart(
                request ->
                    request
                        .bucket(settings.bucket())
                        .key(key(digest))
                        .uploadId(upload)
                        .partNumber(number),
                body)
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  /** Opened anew when the client has to send it again. */
  private static RequestBody part(Path file, long from, long length) {
    return RequestBody.fromContentProvider(
        () -> {
          try {
            var channel = FileChannel.open(file);
            channel.position(from);
            return new FirstBytes(Channels.newInputStream(channel), length);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        length,
        "application/octet-stream");
  }

  private void abort(String key, String upload) {
    client.abortMultipartUpload(
        request -> request.bucket(settings.bucket()).key(key).uploadId(upload));
  }

  private void verify(Digest digest) throws IOException {
    Digest found;
    try (var in = open(digest, 0)) {
      found = Digest.of(in);
    }
    if (!found.equals(digest)) {
      delete(digest);
      throw new IOException(
          "%s gave back %s after %s was put; it is deleted again"
              .formatted(describe(), found, digest));
    }
  }

  private static Stored stored(S3Object object) {
    return new Stored(
        new Digest(object.key().substring(PREFIX.length())), object.size(), object.lastModified());
  }

  private static String key(Digest digest) {
    return PREFIX + digest.hex();
  }

  private <T> T ask(String what, Question<T> question) throws IOException {
    try {
      return question.ask();
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException(what, null, "not in " + describe());
    } catch (SdkException e) {
      throw new IOException("%s cannot %s: %s".formatted(describe(), what, e.getMessage()), e);
    }
  }

  private interface Question<T> {
    T ask() throws IOException;
  }
}
