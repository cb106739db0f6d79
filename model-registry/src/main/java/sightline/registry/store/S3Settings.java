package sightline.registry.store;

/**
 * Where an S3-compatible store is, and as whom it is used.
 *
 * @param endpoint address, empty for that of Amazon
 * @param accessKey empty: as the environment of the process says
 * @param pathStyle whether the bucket stands in the path instead of the host name
 */
public record S3Settings(
    String endpoint,
    String bucket,
    String region,
    String accessKey,
    String secretKey,
    boolean pathStyle) {

  /** Without the secret: it may end up in a log. */
  @Override
  public String toString() {
    return "S3Settings[endpoint=%s, bucket=%s, region=%s, accessKey=%s]"
        .formatted(endpoint, bucket, region, accessKey);
  }
}
