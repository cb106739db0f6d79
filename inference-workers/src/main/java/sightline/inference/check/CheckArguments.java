package sightline.inference.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.inference.bundle.Limits;

/**
 * What is to be checked.
 *
 * @param manifests one that holds instead of what the files say, or none
 * @param files at least one, in the order of the reports
 */
public record CheckArguments(List<Path> manifests, Limits limits, List<Path> files) {

  public CheckArguments {
    manifests = List.copyOf(manifests);
    files = List.copyOf(files);
    if (files.isEmpty() || manifests.size() > 1) {
      throw new IllegalArgumentException(
          "expected [--manifest FILE.yaml] [--limits NAME=VALUE,…] FILE…, found %d files and %d manifests"
              .formatted(files.size(), manifests.size()));
    }
  }

  static CheckArguments parse(String... args) {
    var manifests = new ArrayList<Path>();
    var files = new ArrayList<Path>();
    Limits limits = Limits.DEFAULT;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--manifest" -> manifests.add(Path.of(value(args, ++i)));
        case "--limits" -> limits = Limits.parse(value(args, ++i));
        default -> files.add(Path.of(args[i]));
      }
    }
    return new CheckArguments(manifests, limits, files);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " has no value");
    }
    return args[index];
  }
}
