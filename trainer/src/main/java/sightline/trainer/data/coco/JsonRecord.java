package sightline.trainer.data.coco;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sightline.trainer.data.read.Flawed;
import sightline.trainer.data.read.Numbers;

/**
 * One object of a JSON file: its scalars, arrays of numbers, arrays of those, and objects in it.
 * What does not fit is passed over; whoever asks for it learns that it is not there.
 */
final class JsonRecord {

  private static final int DEEPEST = 3;

  private final Map<String, Object> values = new HashMap<>();
  private final int line;
  private int left;

  private JsonRecord(int line, int left) {
    this.line = line;
    this.left = left;
  }

  /** Reads the object that the parser has just entered, to its end. */
  static JsonRecord read(JsonParser parser, int mostNumbers) throws IOException {
    return read(parser, mostNumbers, 0);
  }

  private static JsonRecord read(JsonParser parser, int mostNumbers, int depth) throws IOException {
    var found = new JsonRecord(parser.currentTokenLocation().getLineNr(), mostNumbers);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Object value = found.value(parser, depth);
      if (value != null) {
        found.values.put(name, value);
      }
    }
    return found;
  }

  private Object value(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.START_OBJECT && depth < DEEPEST) {
      return read(parser, left, depth + 1);
    }
    if (token == JsonToken.START_ARRAY && depth < DEEPEST) {
      return array(parser, depth + 1);
    }
    parser.skipChildren();
    return scalar(parser, token);
  }

  private static Object scalar(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE ? 1.0 : 0.0;
    }
    return token.isNumeric() ? Double.valueOf(parser.getDoubleValue()) : null;
  }

  /** Numbers as {@code double[]}; else a list of arrays and records, null for what is neither. */
  private Object array(JsonParser parser, int depth) throws IOException {
    var numbers = new double[8];
    int size = 0;
    var others = new ArrayList<Object>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      left--;
      if (left < 0) {
        parser.skipChildren();
      } else if (token.isNumeric()) {
        numbers = size == numbers.length ? Arrays.copyOf(numbers, size * 2) : numbers;
        numbers[size++] = parser.getDoubleValue();
      } else {
        others.add(element(parser, token, depth));
      }
    }
    return others.isEmpty() ? Arrays.copyOf(numbers, size) : others;
  }

  private Object element(JsonParser parser, JsonToken token, int depth) throws IOException {
    if (token == JsonToken.START_OBJECT && depth < DEEPEST) {
      return read(parser, left, depth + 1);
    }
    if (token == JsonToken.START_ARRAY && depth < DEEPEST) {
      return array(parser, depth + 1);
    }
    parser.skipChildren();
    return token == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  int line() {
    return line;
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  private Object found(String name, String expected) throws Flawed {
    if (left < 0) {
      throw new Flawed("expected fewer numbers in one object, found more than are allowed");
    }
    Object value = values.get(name);
    if (value == null) {
      throw Flawed.of("expected %s as %s, found nothing", expected, name);
    }
    return value;
  }

  String text(String name) throws Flawed {
    if (found(name, "a text") instanceof String text) {
      return text;
    }
    throw Flawed.of("expected a text as %s, found something else", name);
  }

  /** A text or an integer. */
  String id(String name) throws Flawed {
    return found(name, "an id") instanceof String text ? text : Long.toString(whole(name));
  }

  double real(String name) throws Flawed {
    if (found(name, "a number") instanceof Double number) {
      return Numbers.real(number.toString(), name);
    }
    throw Flawed.of("expected a number as %s, found something else", name);
  }

  long whole(String name) throws Flawed {
    return Numbers.whole(Double.toString(real(name)), name);
  }

  double[] numbers(String name, int count) throws Flawed {
    if (found(name, "numbers") instanceof double[] numbers
        && (count < 0 || count == numbers.length)) {
      return numbers;
    }
    throw Flawed.of("expected an array of %d numbers as %s, found something else", count, name);
  }

  JsonRecord record(String name) throws Flawed {
    if (found(name, "an object") instanceof JsonRecord nested) {
      return nested;
    }
    throw Flawed.of("expected an object as %s, found something else", name);
  }

  /** Whether an array of nothing stands there, which says as much as none. */
  boolean isEmptyArray(String name) {
    return values.get(name) instanceof double[] numbers && numbers.length == 0;
  }

  boolean isRecord(String name) {
    return values.get(name) instanceof JsonRecord;
  }

  boolean isText(String name) {
    return values.get(name) instanceof String;
  }

  <T> List<T> list(String name, Class<T> type) throws Flawed {
    if (isEmptyArray(name)) {
      return List.of();
    }
    if (found(name, "an array") instanceof List<?> list
        && list.stream().allMatch(type::isInstance)) {
      return list.stream().map(type::cast).toList();
    }
    throw Flawed.of(
        "expected an array of %s as %s, found something else",
        type == double[].class ? "arrays of numbers" : "objects", name);
  }
}
