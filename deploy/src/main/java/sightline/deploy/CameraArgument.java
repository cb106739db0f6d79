package sightline.deploy;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import sightline.deploy.console.BadInput;
import sightline.events.FrameId;
import sightline.ingest.source.Location;

/**
 * A camera as given on the command line: {@code location} or {@code name=location}.
 *
 * @param name id of the camera
 * @param location as {@code sightline.ingest.source.Location} reads it
 */
record CameraArgument(String name, String location) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern ENDING = Pattern.compile("(?<=.)\\.[A-Za-z0-9]{1,5}$");
  private static final int MAX_NAME = 60; // leaves room for a number behind it

  /**
   * Reads one argument; the name is made from the location when none is given.
   *
   * @throws BadInput when the name is no id, or the location is no path; what may hold a password
   *     is not repeated
   */
  static CameraArgument parse(String argument) {
    int equals = argument.indexOf('=');
    if (equals < 0 || isFile(argument)) {
      return unnamed(argument);
    }
    String name = argument.substring(0, equals);
    String location = argument.substring(equals + 1);
    if (NAME.matcher(name).matches()) {
      return new CameraArgument(name, location);
    }
    if (isAddress(name) || !(isAddress(location) || isFile(location))) {
      return unnamed(argument);
    }
    return new CameraArgument(BadInput.unlessRead(() -> FrameId.requireCamera(name)), location);
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

  private static CameraArgument unnamed(String location) {
    return new CameraArgument(nameOf(location.strip()), location);
  }

  /**
   * The last part of the path, of a file without its ending; of an address only the host, because
   * the rest may hold a secret; made fit for a camera id.
   */
  private static String nameOf(String location) {
    String text =
        switch (kindOf(location)) {
          case FILE -> ENDING.matcher(lastPart(location)).replaceFirst("");
          case FOLDER, DEVICE -> lastPart(location);
          case SCENE -> location.substring("scene:".length()).replaceFirst("[?#].*$", "");
          case RTSP, HTTP, UNKNOWN -> host(location);
        };
    String name = text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    name = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
    return name.isEmpty() ? "camera" : name;
  }

  private static Location.Kind kindOf(String location) {
    try {
      return Location.valueOf(location).kind();
    } catch (InvalidPathException e) {
      throw new BadInput("a source is no path: " + e.getReason(), e);
    }
  }

  private static String lastPart(String path) {
    return path.replaceFirst("/+$", "").replaceFirst("^.*/", "");
  }

  private static String host(String address) {
    return address
        .replaceFirst("^[^:]*:(//)?", "")
        .replaceFirst("[?#].*$", "")
        .replaceFirst("^.*@", "")
        .replaceFirst("[/:].*$", "");
  }

  /** Whether {@code text} is meant to be the address of something, be it well-formed or not. */
  private static boolean isAddress(String text) {
    return text.contains("://")
        || text.contains("@")
        || text.startsWith("scene:")
        || text.startsWith("/dev/");
  }

  private static boolean isTaken(List<CameraArgument> cameras, String name) {
    return cameras.stream().anyMatch(camera -> camera.name().equals(name));
  }

  private static boolean isFile(String path) {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
