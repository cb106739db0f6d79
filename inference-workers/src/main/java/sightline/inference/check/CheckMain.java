package sightline.inference.check;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Checks models: {@code CheckMain [--name NAME] [--manifest FILE.yaml] [--limits NAME=VALUE,…]
 * FILE…}; one line of JSON for each file. A file that brings the process down has no line, so
 * whoever starts it has to watch its time and its memory.
 */
public final class CheckMain {

  private static final int BAD_INPUT = 2;
  private static final int FILES_LEFT = 3;

  private CheckMain() {}

  public static void main(String[] args) {
    // Native libraries and loggers may write to the standard output; it belongs to the reports.
    System.setOut(System.err);
    var lines =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int exit = run(args, lines);
    lines.flush();
    Runtime.getRuntime().halt(exit); // a run that never ends must not keep the process
  }

  private static int run(String[] args, PrintStream lines) {
    try {
      CheckArguments arguments = CheckArguments.parse(args);
      int left = arguments.files().size();
      for (Path file : arguments.files()) {
        CheckReport report = ModelCheck.check(file, arguments);
        lines.println(report);
        left--;
        if (report.isUnfinished()) {
          break; // what still runs takes time and memory that the next file would be blamed for
        }
      }
      return left == 0 ? 0 : FILES_LEFT;
    } catch (IllegalArgumentException e) {
      System.err.println("check: " + e.getMessage());
      return BAD_INPUT;
    }
  }
}
