package minzheng.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What the processes of these tests have in common. */
public final class Processes {
  /** One port is for one process, although it opens it later. */
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private Processes() {}

  /**
   * A port for a server that starts later, perhaps again: below those that systems give to clients,
   * so that no connection of another test takes it meanwhile.
   */
  static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var socket = new ServerSocket(port)) {
        if (GIVEN.add(socket.getLocalPort())) return socket.getLocalPort();
      } catch (IOException e) {
        // taken by somebody else: another
      }
    }
  }

  /** Starts a process that ends with the tests, its output in {@code log}. */
  static Process start(ProcessBuilder builder, Path log) {
    try {
      Files.createDirectories(log.getParent());
      var process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS))
        throw new AssertionError("Process " + process.pid() + " does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until {@code done}.
   *
   * @param otherwise what to say when it does not come true in time
   */
  public static void await(Duration limit, BooleanSupplier done, Supplier<String> otherwise) {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) throw new AssertionError(otherwise.get());
      pause(100);
    }
  }

  public static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
