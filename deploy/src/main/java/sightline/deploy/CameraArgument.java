package sightline.deploy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A camera as given on the command line: {@code location} or {@code name=location}.
 *
 * @param name id of the camera
 * @param location as {@code sightline.ingest.source.Location} reads it
 */
record CameraArgument(String name, String location) {

  private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)=(.+)");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:(//)?");
  private static final int MAX_NAME = 60; // leaves room for a number behind it

  /** Reads one argument; the name is made from the location when none is given. */
  static CameraArgument parse(String argument) {
    Matcher named = NAMED.matcher(argument);
    if (named.matches() && !exists(argument)) {
      return new CameraArgument(named.group(1), named.group(2));
    }
    return new CameraArgument(nameOf(argument), argument);
  }

  /** Reads all arguments; equal names get a number. */
  static List<CameraArgument> parseAll(List<String> arguments) {
    var cameras = new ArrayList<CameraArgument>();
    for (String argument : arguments) {
      CameraArgument camera = parse(argument);
      String name = camera.name();
      for (int number = 2; isTaken(cameras, name); number++) {
        name = camera.name() + "-" + number;
      }
      cameras.add(new CameraArgument(name, camera.location()));
    }
    return cameras;
  }

  /** The last part of the path without its ending, else the host, made fit for a camera id. */
  private static String nameOf(String location) {
    String text = location.strip();
    Matcher scheme = SCHEME.matcher(text);
    if (scheme.lookingAt()) {
      text = text.substring(scheme.end());
      text = text.substring(text.indexOf('?') == 0 ? 1 : 0).replaceFirst("[?#].*$", "");
      if (scheme.group(1) != null) { // of an address only the host: a path may hold a secret
        text = text.replaceFirst("^.*@", "").replaceFirst("[/:].*$", "");
      }
    } else {
      text = text.replaceFirst("[/\\\\]+$", "").replaceFirst("^.*[/\\\\]", "");
      text = text.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "");
    }
    String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    name = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    return name.isEmpty() ? "camera" : name;
  }

  private static boolean isTaken(List<CameraArgument> cameras, String name) {
    return cameras.stream().anyMatch(camera -> camera.name().equals(name));
  }

  private static boolean exists(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
