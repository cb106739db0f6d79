package sightline.inference.check;

import java.nio.file.Path;
import java.util.regex.Pattern;
import sightline.inference.bundle.BadUpload;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.InferenceFailed;

/** Makes one sentence for people of whatever went wrong. */
final class Sentence {

  private static final int MAX_LENGTH = 400;
  private static final Pattern ERROR_CODE = Pattern.compile("Error code - \\w+ - message: ?");

  private Sentence() {}

  /**
   * @param folder that nobody needs to know, since it is gone when the sentence is read
   */
  static String of(Throwable failure, Path folder) {
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    if (failure instanceof OutOfMemoryError) {
      text = "The model needs more memory than the check may use: " + text;
    } else if (!isMeantForPeople(failure)) {
      text = "The check could not be done: " + failure;
    }
    return clean(text.replace(folder + "/", ""));
  }

  private static boolean isMeantForPeople(Throwable failure) {
    return failure instanceof BadUpload
        || failure instanceof EngineRefused
        || failure instanceof InferenceFailed
        || failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException;
  }

  private static String clean(String text) {
    String line = ERROR_CODE.matcher(text).replaceAll("").replaceAll("\\s+|\\p{Cntrl}", " ");
    return line.length() <= MAX_LENGTH ? line.strip() : line.substring(0, MAX_LENGTH) + "…";
  }
}
