package sightline.trainer.fit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import sightline.trainer.net.Parameter;
import sightline.trainer.numbers.SafeTensors;
import sightline.trainer.numbers.SafeTensors.Stored;
import sightline.trainer.tensor.Weights;

/** Weights in files. */
public final class WeightFiles {

  private WeightFiles() {}

  public static void write(Path file, Weights weights) throws IOException {
    var stored = new LinkedHashMap<String, Stored>();
    for (Parameter one : weights.parameters()) {
      stored.put(one.name(), new Stored(one.sizes(), weights.numbers(one.name())));
    }
    SafeTensors.write(file, stored);
  }

  /**
   * Puts all numbers of {@code file} into {@code weights}.
   *
   * @throws IOException when the file is of another net; the message names the first difference
   */
  public static void read(Path file, Weights weights) throws IOException {
    Map<String, Stored> stored = SafeTensors.read(file);
    for (Parameter one : weights.parameters()) {
      Stored found = stored.get(one.name());
      if (found == null || !found.sizes().equals(one.sizes())) {
        throw new IOException(
            "%s has %s for %s, expected sizes %s"
                .formatted(
                    file, found == null ? "nothing" : found.sizes(), one.name(), one.sizes()));
      }
      weights.put(one.name(), found.numbers());
    }
  }
}
