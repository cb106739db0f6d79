package sightline.dashboards.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;
import sightline.dashboards.training.JobView.Curve;
import sightline.dashboards.training.JobView.SampleView;
import sightline.dashboards.training.TrainingInput.Sample;
import sightline.dashboards.training.TrainingInput.Submission;

/**
 * All that is remembered of one job.
 *
 * <p>Threading: not thread-safe; its owner guards it.
 */
final class TrainingJob {

  private static final int MAX_NAME_CHARS = 64;

  private record Kept(Sample sample, long revision) {}

  private final TrainingLimits limits;
  private final ObjLongConsumer<String> drops;
  private final ObjectNode facts = JsonNodeFactory.instance.objectNode();
  private final Map<String, ThinnedCurve> curves = new LinkedHashMap<>();
  private final Deque<String> log = new ArrayDeque<>();
  private final NavigableMap<Integer, Kept> samples = new TreeMap<>();
  private JobState state = JobState.QUEUED;
  private boolean isTold;
  private String recipe = "";
  private boolean isRecipeFinal;
  private long sampleBytes;

  /**
   * @param drops hears which limit was met, and how often
   */
  TrainingJob(long number, TrainingLimits limits, ObjLongConsumer<String> drops) {
    this.limits = limits;
    this.drops = drops;
    facts.put("job", number).put("state", state.name());
  }

  boolean hasEnded() {
    return state.isEnd();
  }

  long sampleBytes() {
    return sampleBytes;
  }

  void submitted(Submission wish, Instant at) {
    facts.put("submittedAt", at.toString()).put("by", wish.by()).put("data", wish.data());
    if (!isRecipeFinal) {
      keep(wish.recipe());
    }
    if (!isTold) {
      facts.put("at", at.toString());
      name("recipe", RecipeText.word(recipe, "name"));
      name("task", RecipeText.word(recipe, "task"));
    }
  }

  void stopAsked(String by) {
    facts.put("stopAskedBy", by);
  }

  /** Newer knowledge lies over older; only the sentence is of the newest record alone. */
  void progress(JobProgress progress) {
    isTold = true;
    state = progress.state();
    facts.remove("detail");
    facts.setAll(progress.known());
    if (progress.step() >= 0) {
      draw("loss", progress);
      draw("metrics", progress);
      point("learningRate", progress.step(), progress.known().path("learningRate"));
      point("imagesPerSecond", progress.step(), progress.known().path("imagesPerSecond"));
    }
  }

  void logLine(String line) {
    boolean isLong = line.length() > limits.maxLogLineChars();
    if (isLong) {
      drops.accept("log_line_chars", 1);
    }
    log.addLast(isLong ? line.substring(0, limits.maxLogLineChars() - 1) + "…" : line);
    if (log.size() > limits.maxLogLines()) {
      log.removeFirst();
      drops.accept("log_lines", 1);
    }
  }

  void recipe(String yaml) {
    isRecipeFinal = true;
    keep(yaml);
  }

  void sample(Sample sample, long revision) {
    if (sample.number() < 0 || sample.number() >= limits.maxSamples()) {
      drops.accept("samples", 1);
      return;
    }
    Kept before = samples.put(sample.number(), new Kept(sample, revision));
    sampleBytes += sample.picture().sizeBytes();
    sampleBytes -= before == null ? 0 : before.sample().picture().sizeBytes();
  }

  void forgetSamples() {
    drops.accept("sample_bytes", samples.size());
    samples.clear();
    sampleBytes = 0;
  }

  /** The sample of this number; null when there is none. */
  Sample sample(int number) {
    Kept kept = samples.get(number);
    return kept == null ? null : kept.sample();
  }

  ObjectNode facts() {
    return facts.deepCopy();
  }

  JobView view() {
    return new JobView(
        facts(),
        curves.entrySet().stream()
            .map(
                each ->
                    new Curve(
                        each.getKey(),
                        list(each.getValue().steps()),
                        list(each.getValue().values())))
            .toList(),
        List.copyOf(log),
        samples.values().stream()
            .map(
                kept ->
                    new SampleView(
                        kept.sample().number(),
                        kept.sample().epoch(),
                        kept.sample().name(),
                        kept.revision()))
            .toList(),
        recipe);
  }

  private void name(String key, String word) {
    if (!word.isBlank() && word.length() <= MAX_NAME_CHARS) {
      facts.put(key, word);
    }
  }

  private void keep(String yaml) {
    if (yaml.length() > limits.maxRecipeBytes()) {
      drops.accept("recipe_bytes", 1);
    } else {
      recipe = yaml;
    }
  }

  private void draw(String group, JobProgress progress) {
    progress
        .known()
        .path(group)
        .properties()
        .forEach(entry -> point(group + "/" + entry.getKey(), progress.step(), entry.getValue()));
  }

  private void point(String name, long step, JsonNode value) {
    if (!value.isNumber()) {
      return;
    }
    ThinnedCurve curve = curves.get(name);
    if (curve == null) {
      if (curves.size() >= limits.maxCurves()) {
        drops.accept("curves", 1);
        return;
      }
      curve = new ThinnedCurve(limits.maxPoints());
      curves.put(name, curve);
    }
    int thinned = curve.add(step, value.asDouble());
    if (thinned > 0) {
      drops.accept("curve_points", thinned);
    }
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }
}
