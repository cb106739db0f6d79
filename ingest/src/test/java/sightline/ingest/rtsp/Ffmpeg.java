package sightline.ingest.rtsp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.Loader;

/** The {@code ffmpeg} program of the natives, to make footage for tests. */
public final class Ffmpeg {

  private Ffmpeg() {}

  /** Runs it to its end; what it says is in the exception when it fails. */
  public static void run(String... arguments) throws IOException {
    Loader.load(avdevice.class); // unpacks the libraries that lie beside the program
    Path program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of("-hide_banner", "-v", "error", "-y", "-nostdin"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", program.getParent().toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ffmpeg failed: " + said);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
