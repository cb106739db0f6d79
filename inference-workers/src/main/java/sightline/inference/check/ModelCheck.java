package sightline.inference.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import sightline.inference.bundle.BadUpload;
import sightline.inference.bundle.Bundle;
import sightline.inference.check.look.Eye;
import sightline.inference.check.look.GoldenFrames;
import sightline.inference.check.look.GoldenOutcome;
import sightline.inference.check.look.NoiseTest;
import sightline.inference.check.look.Patience;
import sightline.inference.check.look.Stopwatch;
import sightline.inference.check.look.TestPattern;
import sightline.inference.check.onnx.OnnxFile;
import sightline.inference.engine.Engine;
import sightline.inference.engine.EngineOptions;
import sightline.inference.engine.EngineRefused;
import sightline.inference.engine.InferenceFailed;
import sightline.inference.engine.OnnxEngine;
import sightline.inference.manifest.FoundManifest;
import sightline.inference.model.ModelManifest;
import sightline.inference.model.ModelTensors;

/**
 * Takes one file through all steps, from harmless to trusting; the first that fails ends it.
 *
 * <p>Threading: one thread; what may never come back runs on that of {@link Patience}.
 *
 * <p>Ownership: owns engine, eye and patience; what a call that never came back uses stays open.
 */
final class ModelCheck implements AutoCloseable {

  private final Path file;
  private final Path folder;
  private final CheckArguments arguments;
  private final CheckReport report;
  private final Patience patience;
  private Bundle bundle;
  private Engine engine;
  private FoundManifest found;
  private Eye eye;
  private long residentBefore;

  private ModelCheck(Path file, Path folder, CheckArguments arguments) {
    this.file = file;
    this.folder = folder;
    this.arguments = arguments;
    this.report = new CheckReport(file.toString());
    this.patience = new Patience(arguments.limits().maxStepMillis());
  }

  /** What is to be said about {@code file}, which nothing in it can change to an exception. */
  static CheckReport check(Path file, CheckArguments arguments) {
    CheckReport report;
    try (var folder = ScratchFolder.create();
        var check = new ModelCheck(file, folder.path(), arguments)) {
      check.run();
      report = check.report;
    }
    return report;
  }

  private void run() {
    boolean ok =
        step("unpack", this::unpack)
            && step("graph", this::graph)
            && step("load", this::load)
            && step("tensors", this::tensors)
            && step("warm", this::warm)
            && step("noise", this::noise)
            && step("golden", this::golden);
    if (ok) {
      report.accepted();
    }
  }

  /** Does {@code work}, which gives a detail for people; whether it went well. */
  private boolean step(String name, Callable<String> work) {
    long begin = System.nanoTime();
    try {
      String detail = work.call();
      report.step(name, true, detail, millisSince(begin));
      return true;
    } catch (Exception | LinkageError | VirtualMachineError e) {
      String sentence = Sentence.of(e, folder);
      report.step(name, false, sentence, millisSince(begin));
      report.refused(sentence);
      return false;
    }
  }

  private static long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
  }

  private String unpack() throws Exception {
    bundle = Bundle.open(file, folder, arguments.limits());
    report.artifact(Digest.of(file), Files.size(file));
    try (var all = Files.walk(folder)) {
      long files = all.filter(Files::isRegularFile).count();
      return files == 1
          ? "one net"
          : "%d files, the net is %s".formatted(files, bundle.onnx().getFileName());
    }
  }

  private String graph() throws Exception {
    OnnxFile facts = OnnxFile.read(bundle.onnx(), arguments.limits());
    return "%d operators, %d constant tensors, opset %d"
        .formatted(facts.nodes(), facts.tensors(), facts.opset());
  }

  private String load() throws Exception {
    loadLibrary();
    residentBefore = ResidentMemory.bytes();
    engine =
        patience.await(
            "Loading the model", () -> OnnxEngine.open(bundle.onnx(), EngineOptions.cpu()));
    report.tensors(engine.tensors());
    return engine.tensors().toString();
  }

  /** So that the memory which the library takes is not said to be the model's. */
  private void loadLibrary() throws Exception {
    Path nothing = Files.createFile(folder.resolve("nothing"));
    try {
      OnnxEngine.open(nothing, EngineOptions.cpu()).close();
    } catch (EngineRefused e) {
      Files.delete(nothing); // an empty file is no model, but the library is there now
    }
  }

  private String tensors() throws Exception {
    InputRule.check(engine.tensors());
    found = ManifestChoice.of(file, bundle, arguments).understand(engine.tensors());
    report.understood(found);
    return "family %s, %d labels, manifest %s"
        .formatted(
            found.manifest().decoder().family(),
            found.manifest().labels().size(),
            found.source().wireName());
  }

  private String warm() throws Exception {
    boolean manyAtOnce = takesMany(engine.tensors(), found.manifest());
    eye = new Eye(engine, found.manifest(), manyAtOnce ? 2 : 1);
    TestPattern.PICTURE.fill(eye.input(), found.manifest().input());
    double first = Stopwatch.millis(() -> run(1));
    if (manyAtOnce) {
      try {
        run(2);
      } catch (InferenceFailed e) {
        throw new BadUpload(
            "The model says its batch is open, but takes no two pictures: %s", e.getMessage());
      }
    }
    return String.format(Locale.ROOT, "first run %.1f ms", first);
  }

  private static boolean takesMany(ModelTensors tensors, ModelManifest manifest) {
    return manifest.maxBatch() != 1
        && tensors.inputs().stream()
            .filter(input -> input.name().equals(manifest.inputName()))
            .anyMatch(input -> input.dims().get(0) == -1);
  }

  private Void run(int pictures) throws Exception {
    return patience.await(
        "One run of the model",
        () -> {
          eye.run(pictures);
          return null;
        });
  }

  private String noise() throws Exception {
    var noise = new NoiseTest(eye, patience);
    int boxes = noise.lookAtAll();
    double median = noise.medianMillis();
    report.cost(ResidentMemory.growthSince(residentBefore), median);
    return String.format(Locale.ROOT, "%s; one run %.1f ms", noise.summary(boxes), median);
  }

  private String golden() throws Exception {
    GoldenOutcome outcome = new GoldenFrames(eye, arguments.limits(), patience).compare(bundle);
    report.golden(outcome);
    outcome.requireAgreement();
    return outcome.toString();
  }

  @Override
  public void close() {
    patience.close();
    if (patience.isLost()) {
      report.unfinished();
      return;
    }
    if (eye != null) {
      eye.close();
    }
    if (engine != null) {
      engine.close();
    }
  }
}
