package sightline.deploy.soak.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of ours that may die and is started again.
 *
 * <p>Threading: start, stop and kill from one thread at a time; the rest from any.
 *
 * <p>Ownership: the process ends with this object, and with this JVM, however that ends.
 */
public final class Child implements AutoCloseable {

  /** What a child prints when it can be used, unless it prints nothing. */
  static final String READY = "ready";

  private static final int WORDS_KEPT = 20;
  private static final Duration END_WITHIN = Duration.ofSeconds(20);

  private final String name;
  private final ChildJvm jvm;
  private final Deque<String> lastWords = new ArrayDeque<>();
  private volatile Process process;
  private volatile CompletableFuture<Boolean> ready = new CompletableFuture<>();

  public Child(String name, ChildJvm jvm) {
    this.name = name;
    this.jvm = jvm;
  }

  public String name() {
    return name;
  }

  /** Starts it; at once. */
  public void start() throws IOException {
    var isReady = new CompletableFuture<Boolean>();
    Files.createDirectories(jvm.folder());
    Process started = new ProcessBuilder(jvm.command()).redirectErrorStream(true).start();
    ready = isReady;
    process = started;
    var reader = new Thread(() -> listen(started, isReady), name + "-words");
    reader.setDaemon(true);
    reader.start();
  }

  /** Waits until it has said that it is ready; false when it ended, or said nothing in time. */
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    try {
      return ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return false;
    }
  }

  /** Asks it to stop, and waits; kills it when it does not. */
  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    }
  }

  /** Kills it, with no chance to say farewell, and waits until it is gone. */
  public void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  public boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Its number; empty while it does not run. */
  public OptionalLong pid() {
    return isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
  }

  /** The last thing it said; empty when it said nothing. */
  public String lastWords() {
    synchronized (lastWords) {
      return lastWords.isEmpty() ? "" : lastWords.getLast();
    }
  }

  private void listen(Process of, CompletableFuture<Boolean> isReady) {
    try (var out = new BufferedReader(of.inputReader(StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.equals(READY)) {
          isReady.complete(true);
        } else {
          remember(line);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      remember(e.toString());
    } finally {
      isReady.complete(false); // nobody needs to wait for the dead
    }
  }

  private void remember(String line) {
    synchronized (lastWords) {
      lastWords.add(line);
      if (lastWords.size() > WORDS_KEPT) {
        lastWords.removeFirst();
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    try {
      stop();
    } finally {
      if (isAlive()) {
        process.destroyForcibly();
      }
    }
  }
}
