package sightline.registry.shelf;

import java.util.Map;

/**
 * A model: the name that versions share. Topic {@code models}, key = {@code model/NAME}.
 *
 * @param edition counts every change of this record and every version; its entity tag on HTTP
 * @param versions how many there are; the newest has this number
 * @param aliases version by alias
 */
public record Model(String name, long edition, int versions, Map<String, String> aliases) {

  public Model {
    aliases = Map.copyOf(aliases);
  }
}
