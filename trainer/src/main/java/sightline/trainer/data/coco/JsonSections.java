package sightline.trainer.data.coco;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sightline.trainer.data.BadDataset;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Intake;

/** The arrays of objects that a COCO file is made of, one object in memory at a time. */
final class JsonSections {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(5_000_000)
                  .maxNameLength(1_000)
                  .maxNumberLength(100)
                  .build())
          .build();

  /** What is done with each object of an array. */
  @FunctionalInterface
  interface Taker {
    void take(JsonRecord found) throws Flawed, BadDataset, IOException;
  }

  private JsonSections() {}

  /** Hands every object of the named arrays to its taker; each array must be there. */
  static void read(Intake intake, String file, Map<String, Taker> takers)
      throws IOException, BadDataset {
    Path path = intake.required(file);
    var missing = new HashSet<String>(takers.keySet());
    try (JsonParser parser = JSON.createParser(path.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadDataset("%s: expected a JSON object, found something else".formatted(file));
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        Taker taker = takers.get(parser.currentName());
        missing.remove(parser.currentName());
        parser.nextToken();
        if (taker == null) {
          parser.skipChildren();
        } else {
          array(intake, file, parser, taker);
        }
      }
    } catch (JsonProcessingException e) {
      throw broken(file, e);
    }
    if (!missing.isEmpty()) {
      throw new BadDataset("%s: expected an array %s, found none".formatted(file, missing));
    }
  }

  static BadDataset broken(String file, JsonProcessingException e) {
    var at = e.getLocation();
    String where = at == null ? file : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    String why = e.getOriginalMessage().lines().findFirst().orElse("");
    return new BadDataset(
        "%s: expected whole JSON, found: %s"
            .formatted(where, why.substring(0, Math.min(160, why.length()))));
  }

  private static void array(Intake intake, String file, JsonParser parser, Taker taker)
      throws IOException, BadDataset {
    if (!parser.isExpectedStartArrayToken()) {
      throw new BadDataset(
          "%s:%d: expected an array as %s, found something else"
              .formatted(file, parser.currentTokenLocation().getLineNr(), parser.currentName()));
    }
    String name = parser.currentName();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      int line = parser.currentTokenLocation().getLineNr();
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        parser.skipChildren();
        intake.flaws().add(file, line, "expected an object in " + name + ", found something else");
        continue;
      }
      JsonRecord found = JsonRecord.read(parser, intake.limits().points());
      try {
        taker.take(found);
      } catch (Flawed e) {
        String which = found.has("id") ? " (%s)".formatted(label(found)) : "";
        intake.flaws().add(file, line, name + which + ": " + e.getMessage());
      }
    }
  }

  private static String label(JsonRecord found) {
    try {
      return "id " + Flawed.quoted(found.id("id"));
    } catch (Flawed e) {
      return "id unreadable";
    }
  }

  /** The names of the fields of the first annotation; empty where there is none. */
  static Set<String> firstAnnotation(Path file) throws IOException {
    var names = new HashSet<String>();
    try (JsonParser parser = JSON.createParser(file.toFile())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return names;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = parser.currentName().equals("annotations");
        parser.nextToken();
        if (wanted && parser.isExpectedStartArrayToken()) {
          names.add("annotations");
          for (var token = parser.nextToken();
              token == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME; ) {
            do {
              names.add(parser.currentName());
              parser.nextToken();
              parser.skipChildren();
            } while (parser.nextToken() == JsonToken.FIELD_NAME);
            return names;
          }
          return names;
        }
        parser.skipChildren();
      }
    } catch (JsonProcessingException e) {
      return names;
    }
    return names;
  }
}
