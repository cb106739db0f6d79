package sightline.deploy.models;

import java.util.Optional;

/**
 * What must hold for a change to be made: that nobody else made one since it was looked at.
 *
 * @param header of HTTP; empty when nothing must hold
 * @param value of that header
 */
public record Precondition(String header, String value) {

  public static final Precondition NONE = new Precondition("", "");

  /** It must not exist yet. */
  public static final Precondition NEW = new Precondition("If-None-Match", "*");

  /** It is as it was when {@code seen} was answered. */
  public static Precondition unchangedSince(RegistryReply seen) {
    return seen.etag().isEmpty() ? NONE : new Precondition("If-Match", seen.etag());
  }

  Optional<Precondition> ifAny() {
    return header.isEmpty() ? Optional.empty() : Optional.of(this);
  }
}
