package sightline.inference.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sightline.inference.bundle.Limits;
import sightline.inference.manifest.Manifests;

/**
 * What is to be checked.
 *
 * @param names what the models are called, in place of the files' names; one, or none
 * @param manifests one that holds instead of what the files say, or none
 * @param files at least one, in the order of the reports
 */
public record CheckArguments(
    List<String> names, List<Path> manifests, Limits limits, List<Path> files) {

  public CheckArguments {
    manifests = List.copyOf(manifests);
    files = List.copyOf(files);
    names = List.copyOf(names);
    if (files.isEmpty() || manifests.size() > 1 || names.size() > 1) {
      throw new IllegalArgumentException(
          "expected [--name NAME] [--name NAME] [--manifest FILE.yaml] [--limits NAME=VALUE,…] FILE…, found %d files and %d manifests"
              .formatted(files.size(), manifests.size()));
    }
  }

  static CheckArguments parse(String... args) {
    var names = new ArrayList<String>();
    var manifests = new ArrayList<Path>();
    var files = new ArrayList<Path>();
    Limits limits = Limits.DEFAULT;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--name" -> names.add(value(args, ++i));
        case "--manifest" -> manifests.add(Path.of(value(args, ++i)));
        case "--limits" -> limits = Limits.parse(value(args, ++i));
        default -> files.add(Path.of(args[i]));
      }
    }
    return new CheckArguments(names, manifests, limits, files);
  }

  /** What the model in {@code file} is called. */
  String nameOf(Path file) {
    return names.isEmpty() ? Manifests.nameOf(file) : names.get(0);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " has no value");
    }
    return args[index];
  }
}
