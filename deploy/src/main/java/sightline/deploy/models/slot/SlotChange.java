package sightline.deploy.models.slot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import sightline.deploy.console.LogFile;
import sightline.deploy.models.AuthorOption;
import sightline.deploy.models.Precondition;
import sightline.deploy.models.PromotionWatch;
import sightline.deploy.models.RegistryClient;
import sightline.deploy.models.RegistryFailed;
import sightline.deploy.models.RegistryOption;
import sightline.deploy.models.RegistryPath;
import sightline.deploy.models.RegistryReply;
import sightline.deploy.models.Waiting;

/** What every change of a slot has in common: it is asked for, and waited for. */
final class SlotChange {

  private static final int NOT_FOUND = 404;

  @Mixin private AuthorOption author;
  @Mixin private RegistryOption registry;

  @Option(
      names = "--json",
      description = "Prints the end as the registry's JSON, and the steps to standard error.")
  private boolean json;

  /** Who makes the change. */
  AuthorOption author() {
    return author;
  }

  /** Changes a slot that exists, if nobody else has since we looked. */
  int change(CommandSpec spec, String slot, String method, RegistryPath path, JsonNode body)
      throws RegistryFailed, InterruptedException {
    RegistryClient client = registry.client();
    RegistryReply seen = client.get(RegistryPath.of("slots", slot));
    return make(spec, client, new Wish(method, path, body, Precondition.unchangedSince(seen)));
  }

  /** Makes the slot, or changes the one that is there. */
  int put(CommandSpec spec, String slot, ObjectNode body)
      throws RegistryFailed, InterruptedException {
    RegistryClient client = registry.client();
    RegistryPath path = RegistryPath.of("slots", slot);
    return make(spec, client, new Wish("PUT", path, body, asSeen(client, path)));
  }

  private static Precondition asSeen(RegistryClient client, RegistryPath path)
      throws RegistryFailed, InterruptedException {
    try {
      return Precondition.unchangedSince(client.get(path));
    } catch (RegistryFailed e) {
      if (e.status() == NOT_FOUND) {
        return Precondition.NEW;
      }
      throw e;
    }
  }

  private record Wish(String method, RegistryPath path, JsonNode body, Precondition holds) {}

  private int make(CommandSpec spec, RegistryClient client, Wish wish)
      throws RegistryFailed, InterruptedException {
    LogFile log = LogFile.inTemporaryFolder();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter steps = json ? err : out;
    JsonNode begun = client.change(wish.method(), wish.path(), wish.body(), wish.holds()).body();
    var watch = new PromotionWatch(client, Waiting.really(), line -> say(steps, "  " + line));
    JsonNode end = watch.await(begun);
    boolean good = PromotionWatch.isGood(end);
    if (json) {
      say(out, end.toString());
    }
    if (!good) {
      PromotionWatch.words(end).forEach(line -> say(err, "sightline: " + line));
    } else if (!json) {
      PromotionWatch.words(end).forEach(line -> say(out, line));
    }
    log.discard();
    return good ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** At once, because somebody is waiting. */
  private static void say(PrintWriter to, String line) {
    to.println(line);
    to.flush();
  }
}
