package sightline.deploy.rejections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sightline.deploy.console.BadInput;
import sightline.deploy.console.LogFile;
import sightline.deploy.console.ProgramVersion;
import sightline.events.Provenance;

/** Everything about one rejection. */
@Command(
    name = "show",
    description = {"Shows all there is to know about one rejection.", ""},
    mixinStandardHelpOptions = true,
    versionProvider = ProgramVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 all is well, 1 there is no such rejection or picture or the broker could not be"
          + " read, 2 bad input."
    })
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = "CAMERA/EPOCH/SEQUENCE/SLOT, as 'sightline rejections list' prints it.")
  private String id;

  @Option(
      names = "--thumbnail",
      paramLabel = "FILE",
      description = "Writes the small picture that came with the rejection, a JPEG.")
  private Path thumbnail;

  @Option(
      names = "--picture",
      paramLabel = "FILE",
      description = "Writes the original bytes from the log, whatever they are.")
  private Path picture;

  @Option(names = "--json", description = "Prints one canonical JSON event.")
  private boolean json;

  @Mixin private BrokerOption broker;

  @Override
  public Integer call() throws Exception {
    RejectionId wanted = BadInput.unlessRead(() -> RejectionId.parse(id));
    ReadLimits limits = broker.limits();
    String bootstrapServers = broker.bootstrapServers();
    LogFile log = LogFile.inTemporaryFolder();
    try (RecordLog records = RecordLog.open(bootstrapServers)) {
      Optional<Rejection> found = Wanted.newest(records, wanted, limits);
      if (found.isEmpty()) {
        return complain("there is no rejection %s in the log".formatted(wanted));
      }
      Optional<ConsumerRecord<String, byte[]>> original = FirstLook.find(records, found.get());
      print(found.get(), original);
      boolean written = write(found.get(), original);
      log.discard();
      return written ? ExitCode.OK : ExitCode.SOFTWARE;
    }
  }

  private void print(Rejection rejection, Optional<ConsumerRecord<String, byte[]>> original) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode event = rejection.json().put("pictureInLog", original.isPresent());
      out.println(event);
    } else {
      describe(rejection, original);
    }
    out.flush();
  }

  private void describe(Rejection rejection, Optional<ConsumerRecord<String, byte[]>> original) {
    Provenance from = rejection.event().provenance();
    say("id", rejection.id());
    say("reason", rejection.event().reason());
    say("detail", Words.plain(rejection.event().detail()));
    say("captured", from.capturedAt());
    say("rejected", "%s, %s".formatted(rejection.at(), rejection.position()));
    say("size", from.frameSize());
    say("model", from.model());
    say("frame", from.source());
    say("stages", from.stages().sinceCapture());
    say("thumbnail", bytes(rejection.event().thumbnail().sizeBytes()));
    say(
        "picture",
        original
            .map(message -> "still in the log, " + bytes(message.value().length))
            .orElse("no longer in the log: it cannot be looked at once more"));
    say(
        "standing",
        rejection.isReplaced()
            ? "replaced by a later look: " + rejection.replacedBy()
            : "this is the frame's last outcome");
  }

  private void say(String what, Object value) {
    spec.commandLine().getOut().printf(Locale.ROOT, "%-10s %s%n", what, value);
  }

  private static String bytes(int count) {
    return count == 0 ? "none" : count + " bytes";
  }

  private boolean write(Rejection rejection, Optional<ConsumerRecord<String, byte[]>> original) {
    boolean all = true;
    if (thumbnail != null) {
      byte[] jpeg = rejection.event().thumbnail().jpeg();
      all &= jpeg.length > 0 ? save(thumbnail, jpeg) : missing("no thumbnail could be made");
    }
    if (picture != null) {
      all &=
          original.isPresent()
              ? save(picture, original.get().value())
              : missing("its picture is no longer in the log");
    }
    return all;
  }

  private boolean missing(String why) {
    return complain("%s: %s".formatted(id, why)) == ExitCode.OK;
  }

  private static boolean save(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
      return true;
    } catch (IOException e) {
      throw new BadInput("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }
  }

  private int complain(String sentence) {
    spec.commandLine().getErr().println("sightline: " + sentence);
    return ExitCode.SOFTWARE;
  }
}
