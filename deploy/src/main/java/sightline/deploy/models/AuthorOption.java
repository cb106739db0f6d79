package sightline.deploy.models;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** The options that say who makes a change, and why; both are kept for ever. */
public final class AuthorOption {

  @Option(
      names = "--by",
      paramLabel = "NAME",
      defaultValue = "${sys:user.name}",
      description = "Who makes the change. Default: the user of this system.")
  private String by;

  @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who ask later.")
  private String why = "";

  public String by() {
    return by;
  }

  public String why() {
    return why;
  }

  /** A change's body with the author in it, for the rest to be added. */
  public ObjectNode json() {
    return JsonNodeFactory.instance.objectNode().put("by", by).put("why", why);
  }
}
