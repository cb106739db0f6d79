package sightline.trainer.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import sightline.trainer.publish.golden.GoldenBundle;

/**
 * The pictures because of which a model was refused, kept in the folder {@code refused} of its job.
 *
 * @param folder that holds nothing else
 */
record RefusedPictures(Path folder) {

  private static final int MOST = 4;

  /** Removes what an earlier verdict has left. */
  void clear() throws IOException {
    if (Files.isDirectory(folder)) {
      try (var all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Keeps the golden frame that the check names as the worst. */
  void keepGolden(JsonNode check, Path bundle, ArrayNode kept) throws IOException {
    JsonNode golden = check.path("golden");
    String frame = golden.path("worst").path("frame").asText("");
    String named = golden.path("refused").asText("");
    for (String one :
        named.isEmpty() || named.equals(frame)
            ? new String[] {frame}
            : new String[] {frame, named}) {
      if (!one.isEmpty() && GoldenBundle.extract(bundle, one, folder)) {
        kept.add(folder.getFileName() + "/" + one);
      }
    }
  }

  /** Keeps the pictures with the gravest errors of an evaluation. */
  void keepWorst(JsonNode report, Candidate candidate, ArrayNode kept) throws IOException {
    int number = 0;
    for (JsonNode worst : report.path("worst")) {
      Path picture = candidate.pictures().get(worst.path("picture").asText());
      if (picture != null && Files.isRegularFile(picture) && number < MOST) {
        Files.createDirectories(folder);
        String name = "worst-%d-%s".formatted(++number, picture.getFileName());
        Files.copy(picture, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        kept.add(folder.getFileName() + "/" + name);
      }
    }
  }
}
