package sightline.deploy.models;

/**
 * A model, and one of its versions.
 *
 * @param model name of it
 * @param version number, alias or {@code latest}; empty: the model itself
 */
public record VersionName(String model, String version) {

  /**
   * Reads {@code people/2}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static VersionName parse(String text) {
    VersionName name = parseModelOr(text);
    if (name.isModel()) {
      throw new IllegalArgumentException(
          "'%s' names no version, expected MODEL/VERSION, for example %s/1"
              .formatted(text, text.isBlank() ? "people" : text));
    }
    return name;
  }

  /**
   * Reads {@code people} or {@code people/2}.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static VersionName parseModelOr(String text) {
    String[] parts = text.strip().split("/", -1);
    boolean whole = parts.length <= 2;
    for (String part : parts) {
      whole &= !part.isBlank();
    }
    if (!whole) {
      throw new IllegalArgumentException(
          "'%s' is no model, expected MODEL or MODEL/VERSION".formatted(text));
    }
    return new VersionName(parts[0], parts.length == 2 ? parts[1] : "");
  }

  public boolean isModel() {
    return version.isEmpty();
  }

  /** Where the registry tells about it. */
  public RegistryPath path() {
    return isModel()
        ? RegistryPath.of("models", model)
        : RegistryPath.of("models", model, "versions", version);
  }

  @Override
  public String toString() {
    return isModel() ? model : model + "/" + version;
  }
}
