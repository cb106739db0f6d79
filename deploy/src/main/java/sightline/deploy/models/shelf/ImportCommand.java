package sightline.deploy.models.shelf;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.PlainText;
import sightline.deploy.console.ProgramVersion;
import sightline.deploy.models.AuthorOption;
import sightline.deploy.models.ImportWatch;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryReply;
import sightline.deploy.models.Understood;
import sightline.deploy.models.Upload;
import sightline.deploy.models.VersionName;
import sightline.deploy.models.Waiting;

/** A file becomes a version, when the check lets it. */
@Command(
    name = "import",
    description = {
      "Sends a model to the registry, which checks it and makes it the next version. The same file"
          + " again is the same version again.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 it is a version, 2 the check refused it or something given makes no sense, 1"
          + " anything else.",
      "",
      "Examples:",
      "  sightline models import yolox_nano.onnx --name people",
      "  sightline models import people.zip --name people --why 'trained on the yard at night'"
    })
final class ImportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description = "An ONNX file, or a ZIP of one and what belongs to it.")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "The model whose next version it is to be; a new name makes a new model.")
  private String name;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "How it is fed and read, YAML. Default: FILE.manifest.yaml or FILE.yaml beside it, else"
              + " what stands inside it, else a guess.")
  private Path manifest;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Override
  public Integer call() throws RegistryFailed, InterruptedException {
    Upload upload = upload();
    LogFile log = LogFile.inTemporaryFolder();
    RegistryClient client = registry.client();
    PrintWriter out = spec.commandLine().getOut();
    RegistryReply begun = send(client, upload, out);
    JsonNode end = new ImportWatch(client, Waiting.really(), out::println).await(begun);
    if (!ImportWatch.isStored(end)) {
      Understood.words(end.path("understood"), name).forEach(out::println);
      throw new BadInput("%s was refused: %s".formatted(file, ImportWatch.problem(end)));
    }
    var made = new VersionName(name, ImportWatch.version(end));
    JsonNode version = client.get(made.path()).body();
    Understood.words(version, made.toString()).forEach(out::println);
    out.printf("%s  %s%n", made, PlainText.of(version.path("digest").asText()));
    out.flush();
    log.discard();
    return ExitCode.OK;
  }

  private RegistryReply send(RegistryClient client, Upload upload, PrintWriter out)
      throws RegistryFailed, InterruptedException {
    var progress = new SentBytes(file.toFile().length(), spec.commandLine().getErr());
    LongConsumer counter = progress::show;
    RegistryReply begun = client.upload(upload.path(), upload.file(), counter);
    progress.clear();
    out.println(Understood.line("sent", PlainText.size(file.toFile().length())));
    out.flush();
    return begun;
  }

  private Upload upload() {
    if (!Files.isRegularFile(file)) {
      throw new BadInput("model %s does not exist".formatted(file));
    }
    if (manifest != null && !Files.isRegularFile(manifest)) {
      throw new BadInput("manifest %s does not exist".formatted(manifest));
    }
    if (!BadInput.unlessRead(() -> VersionName.parseModelOr(name)).isModel()) {
      throw new BadInput(
          "--name is '%s', expected a name without a version: the registry counts them"
              .formatted(name));
    }
    Optional<Path> said = manifest == null ? Upload.manifestBeside(file) : Optional.of(manifest);
    return new Upload(file, name, said.map(Upload::read).orElse(""), author.by(), author.why());
  }
}
