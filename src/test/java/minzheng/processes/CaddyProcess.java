package minzheng.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The proxy, with the very Caddyfile of docker-compose.yml; only names and ports are others. */
final class CaddyProcess implements AutoCloseable {
  private static final Path FOLDER = Path.of("target", "proxy").toAbsolutePath();
  private static final Path LOG = FOLDER.resolve("proxy.log");

  private final int port;
  private final Process process;

  CaddyProcess(String caddyfile, int port) {
    this.port = port;
    try {
      Files.createDirectories(FOLDER);
      Files.deleteIfExists(LOG);
      // its own switchboard is not needed, and its usual port may be taken
      Files.writeString(FOLDER.resolve("Caddyfile"), "{\n  admin off\n}\n" + caddyfile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var builder =
        new ProcessBuilder("caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile");
    builder.directory(FOLDER.toFile());
    builder.environment().put("HOME", FOLDER.toString());
    process = Processes.start(builder, LOG);
    Processes.await(Duration.ofSeconds(20), this::listening, () -> "No proxy:\n" + log());
  }

  /** Whether the machine has a Caddy. */
  static boolean installed() {
    try {
      return new ProcessBuilder("caddy", "version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int port() {
    return port;
  }

  String log() {
    try {
      return Files.readString(LOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listening() {
    if (!process.isAlive()) throw new AssertionError("The proxy has ended:\n" + log());
    try (var socket = new Socket("127.0.0.1", port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    Processes.awaitEnd(process);
  }
}
