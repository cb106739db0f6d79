package sightline.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs commands as if they were typed, several at a time in threads of their own. Each hears what
 * it said itself.
 *
 * <p>Threading: commands from any thread.
 *
 * <p>Ownership: gives standard output and standard error back on close.
 */
public final class Terminal implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final ThreadLocal<ByteArrayOutputStream> said = new ThreadLocal<>();
  private final ThreadLocal<ByteArrayOutputStream> complained = new ThreadLocal<>();

  /** How a command ended. */
  public record Outcome(int exit, String said, String complained) {

    /** What it said, when that is JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(said);
      } catch (JsonProcessingException e) {
        throw new AssertionError("no JSON: " + said + complained, e);
      }
    }
  }

  private Terminal() {
    System.setOut(new PrintStream(new ByThread(said), true, UTF_8));
    System.setErr(new PrintStream(new ByThread(complained), true, UTF_8));
  }

  public static Terminal open() {
    return new Terminal();
  }

  /** Runs one command to its end. */
  public Outcome run(String... words) {
    said.set(new ByteArrayOutputStream());
    complained.set(new ByteArrayOutputStream());
    try {
      int exit = Sightline.run(words);
      return new Outcome(exit, said.get().toString(UTF_8), complained.get().toString(UTF_8));
    } finally {
      said.remove();
      complained.remove();
    }
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }

  /** Goes to the ear of the thread that speaks; what nobody listens to is gone. */
  private static final class ByThread extends OutputStream {

    private final ThreadLocal<ByteArrayOutputStream> ear;
    private final OutputStream nobody = OutputStream.nullOutputStream();

    ByThread(ThreadLocal<ByteArrayOutputStream> ear) {
      this.ear = ear;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      ByteArrayOutputStream own = ear.get();
      (own == null ? nobody : own).write(bytes, from, count);
    }
  }
}
