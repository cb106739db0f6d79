package sightline.deploy.models;

import java.net.URI;
import picocli.CommandLine.Option;
import sightline.deploy.console.BadInput;

/** The option that says where the registry is. */
public final class RegistryOption {

  private static final String USUAL = "http://127.0.0.1:8083";
  private static final String VARIABLE = "SIGHTLINE_REGISTRY";

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description = "The model registry. Default: what " + VARIABLE + " says, or " + USUAL + ".")
  private String registry;

  /**
   * Asks the registry.
   *
   * @throws BadInput when its address is none
   */
  public RegistryClient client() {
    String variable = System.getenv().getOrDefault(VARIABLE, "");
    String usual = variable.isBlank() ? USUAL : variable.strip();
    return new RegistryClient(address(registry == null ? usual : registry.strip()));
  }

  static URI address(String text) {
    String plain = text.replaceFirst("/+$", "");
    try {
      URI address = URI.create(plain);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null && address.getRawQuery() == null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw new BadInput("--registry is '%s', expected http://HOST:PORT".formatted(text), e);
    }
    throw new BadInput("--registry is '%s', expected http://HOST:PORT".formatted(text));
  }
}
