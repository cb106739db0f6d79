package sightline.dashboards.registry;

import java.time.Duration;
import java.util.List;

/**
 * Where the registry is, and how much may be asked of it through the dashboards.
 *
 * @param addresses base URLs without a slash at the end, for example {@code http://10.0.0.5:8083};
 *     none when there is no registry
 * @param maxCalls on their way at once, uploads left out
 * @param maxUploads on their way at once
 * @param maxRequestBytes of the body of a call
 * @param maxUploadBytes of the body of an upload
 * @param maxAnswerBytes of the body of an answer
 * @param connectTimeout until a registry has taken the connection
 * @param silentTimeout how long nothing may move on a call that is under way
 */
public record RegistrySettings(
    List<String> addresses,
    int maxCalls,
    int maxUploads,
    int maxRequestBytes,
    long maxUploadBytes,
    int maxAnswerBytes,
    Duration connectTimeout,
    Duration silentTimeout) {

  public RegistrySettings {
    addresses = List.copyOf(addresses);
  }
}
