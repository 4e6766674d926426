package minzheng;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A real PostgreSQL 18 in a folder of its own, for a first start without any installation and for
 * tests where no Docker engine answers. Durable: what zonky switches off for speed is on again.
 */
final class EmbeddedDatabase {
  private static FileLock held; // kept for the life of the process

  private EmbeddedDatabase() {}

  /**
   * Starts the server on {@code folder}, creating it at the first start, and returns the JDBC
   * address of the product's database on it.
   *
   * @throws StartRefused when another instance uses the folder
   */
  static String start(String folder) {
    Path data = Path.of(folder).toAbsolutePath().normalize();
    try {
      Files.createDirectories(data.getParent());
      lock(data.resolveSibling(data.getFileName() + ".lock"));
      endOrphan(data);
      var server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setPGStartupWait(Duration.ofSeconds(60))
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "60")
              .setServerConfig("shared_buffers", "256MB")
              .start();
      return createDatabase("jdbc:postgresql://localhost:" + server.getPort() + "/");
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded database does not start in " + data, e);
    } catch (SQLException e) {
      throw new IllegalStateException("The embedded database in " + data + " cannot be set up", e);
    }
  }

  /** Creates database and roles on a bare server and returns the address of the database. */
  static String createDatabase(String server) throws SQLException, IOException {
    return createDatabase(server, "minzheng");
  }

  static String createDatabase(String server, String name) throws SQLException, IOException {
    try (Connection admin =
            DriverManager.getConnection(server + "postgres", "postgres", "postgres");
        var statement = admin.createStatement()) {
      var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'");
      if (!found.next()) statement.execute("CREATE DATABASE " + name);
    }
    try (Connection admin = DriverManager.getConnection(server + name, "postgres", "postgres");
        var roles = EmbeddedDatabase.class.getResourceAsStream("/db/bootstrap/roles.sql");
        var statement = admin.createStatement()) {
      statement.execute(new String(roles.readAllBytes(), StandardCharsets.UTF_8));
    }
    return server + name;
  }

  private static void lock(Path file) throws IOException {
    @SuppressWarnings("resource") // open as long as the process lives: that is the lock
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      held = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      held = null;
    }
    if (held == null)
      throw new StartRefused(
          "Another instance of Minzheng already uses the database folder " + file.getParent() + ".",
          "Stop it first, or set minzheng.database.folder to another folder.");
  }

  /** The server outlives a killed application; it still holds the folder and is ended first. */
  private static void endOrphan(Path data) throws IOException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) return;
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
    var orphan =
        ProcessHandle.of(pid).filter(p -> p.info().command().orElse("").contains("postgres"));
    if (orphan.isEmpty()) return;
    orphan.get().destroy();
    try {
      orphan.get().onExit().get(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException | java.util.concurrent.ExecutionException e) {
      orphan.get().destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
