package sightline.trainer.fit;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sightline.trainer.tensor.Weights;

/**
 * What a job goes on from when its process has died: a folder for each kept step, and file {@code
 * current}, replaced at once, that names the whole one. The best weights so far lie beside it.
 *
 * <p>Threading: one thread.
 */
public final class Checkpoints {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CURRENT = "current";
  private static final String BEST = "best.safetensors";
  private static final String STATE = "state.json";

  private final Path folder;

  public Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Where a job stands.
   *
   * @param step that is next
   * @param score of the best weights so far; minus infinity before the first measurement
   * @param metrics of the best weights so far
   * @param epoch of the best weights so far, from 1; 0 before the first measurement
   * @param seconds of training behind it
   */
  public record State(
      long step, double score, Map<String, Double> metrics, int epoch, double seconds) {

    /** Nothing was done yet. */
    public static final State BEGIN = new State(0, Double.NEGATIVE_INFINITY, Map.of(), 0, 0);

    public State {
      metrics = Map.copyOf(metrics);
    }

    /** The same at another step, later. */
    public State at(long next, double spent) {
      return new State(next, score, metrics, epoch, spent);
    }
  }

  /** Keeps all of {@code learner}; older checkpoints go once this one is whole. */
  public void save(Learner learner, State state) throws IOException {
    String name = "step-%09d".formatted(state.step());
    Path fresh = folder.resolve(name);
    delete(fresh);
    Files.createDirectories(fresh);
    learner.save(fresh);
    Files.writeString(fresh.resolve(STATE), json(state).toString());
    Path pointer = folder.resolve(CURRENT + ".new");
    Files.writeString(pointer, name);
    Files.move(pointer, folder.resolve(CURRENT), ATOMIC_MOVE, REPLACE_EXISTING);
    for (Path old : steps()) {
      if (!old.equals(fresh)) {
        delete(old);
      }
    }
  }

  /** Puts {@code learner} where the last whole checkpoint was; empty when there is none. */
  public Optional<State> restore(Learner learner) throws IOException {
    Path pointer = folder.resolve(CURRENT);
    if (!Files.exists(pointer)) {
      return Optional.empty();
    }
    Path kept = folder.resolve(Files.readString(pointer).strip()).normalize();
    if (!folder.equals(kept.getParent())) {
      throw new IOException(
          "%s names %s, expected a checkpoint beside it".formatted(pointer, kept));
    }
    learner.restore(kept);
    return Optional.of(state(kept.resolve(STATE)));
  }

  /** Keeps the best weights so far. */
  public void best(Weights weights) throws IOException {
    Files.createDirectories(folder);
    Path fresh = folder.resolve(BEST + ".new");
    WeightFiles.write(fresh, weights);
    Files.move(fresh, folder.resolve(BEST), ATOMIC_MOVE, REPLACE_EXISTING);
  }

  /** Puts the best weights so far into {@code weights}. */
  public void restoreBest(Weights weights) throws IOException {
    WeightFiles.read(folder.resolve(BEST), weights);
  }

  private static ObjectNode json(State state) {
    ObjectNode json = JSON.createObjectNode().put("step", state.step()).put("epoch", state.epoch());
    if (state.epoch() > 0) {
      json.put("score", state.score());
    }
    json.put("seconds", state.seconds());
    state.metrics().forEach(json.putObject("metrics")::put);
    return json;
  }

  private static State state(Path file) throws IOException {
    var json = JSON.readTree(file.toFile());
    var metrics = new LinkedHashMap<String, Double>();
    json.path("metrics")
        .properties()
        .forEach(one -> metrics.put(one.getKey(), one.getValue().asDouble()));
    return new State(
        json.path("step").asLong(),
        json.path("score").asDouble(Double.NEGATIVE_INFINITY),
        metrics,
        json.path("epoch").asInt(),
        json.path("seconds").asDouble());
  }

  private List<Path> steps() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(one -> one.getFileName().toString().startsWith("step-")).toList();
    }
  }

  private static void delete(Path old) throws IOException {
    if (!Files.exists(old)) {
      return;
    }
    try (Stream<Path> files = Files.walk(old)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
