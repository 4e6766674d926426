package minzheng.processes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import minzheng.TestDatabase;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL of its own, durable as in production, that can be killed and started again. */
public final class PostgresProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;
  private String url;

  /** Starts an empty server under {@code target/}; what an earlier one left there is removed. */
  public PostgresProcess(String name) {
    this(name, false);
  }

  /** With {@code keep} it goes on with what an earlier one of the name left there, if anything. */
  public PostgresProcess(String name, boolean keep) {
    this.folder = Path.of("target", name).toAbsolutePath();
    this.port = Processes.freePort();
    String server = "jdbc:postgresql://localhost:" + port + "/";
    try {
      boolean kept = keep && Files.exists(folder.resolve("PG_VERSION"));
      if (!kept) FileSystemUtils.deleteRecursively(folder);
      Files.createDirectories(folder.getParent());
      start();
      url = kept ? server + "minzheng" : TestDatabase.createDatabase(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JDBC address of the product's database; the same after a new start. */
  public String url() {
    return url;
  }

  /** A connection that sees every district. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  /** Starts the server on its folder, after a kill with what the folder holds. */
  public void start() {
    try {
      server =
          EmbeddedPostgres.builder()
              .setDataDirectory(folder)
              .setCleanDataDirectory(false)
              .setPort(port)
              .setPGStartupWait(Duration.ofMinutes(5))
              .setLocaleConfig("locale-provider", "builtin")
              .setLocaleConfig("builtin-locale", "C.UTF-8")
              .setLocaleConfig("locale", "C")
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "100")
              .setServerConfig("shared_buffers", "256MB")
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL to the server and every process of it, as when the power fails. */
  public void kill() {
    var postmaster = ProcessHandle.of(pid()).orElseThrow();
    var all = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      postmaster.onExit().get(20, TimeUnit.SECONDS);
      for (var child : all) child.onExit().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("PostgreSQL outlives its SIGKILL", e);
    }
    close(); // lets go of the folder's lock
  }

  private long pid() {
    try {
      var lines = Files.readAllLines(folder.resolve("postmaster.pid"));
      return Long.parseLong(lines.getFirst().trim());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not run", e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
