package minzheng;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh PostgreSQL 18 for the suite: a container where a Docker engine answers, the embedded
 * server otherwise; the same roles and migrations on both.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static String url;

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "minzheng.database.url=" + url(),
            "spring.flyway.password=owner",
            "spring.datasource.password=app",
            "minzheng.messages.every=0s") // the tests of messages send themselves
        .applyTo(context);
  }

  /** The database's JDBC address; started at the first call. */
  public static synchronized String url() {
    if (url == null) {
      try {
        url = EmbeddedDatabase.createDatabase(server());
      } catch (SQLException | IOException e) {
        throw new IllegalStateException("The tests' database does not start", e);
      }
    }
    return url;
  }

  /** Creates the product's database and roles on a bare server and returns its address. */
  public static String createDatabase(String server) throws SQLException, IOException {
    return EmbeddedDatabase.createDatabase(server);
  }

  /**
   * An empty database of this name on the tests' server, roles included; an older one is dropped.
   */
  public static String another(String name) throws SQLException, IOException {
    String server = url().substring(0, url().lastIndexOf('/') + 1);
    drop(name);
    return EmbeddedDatabase.createDatabase(server, name);
  }

  /** Drops a database made by {@link #another}, whoever is still connected. */
  public static void drop(String name) throws SQLException {
    try (var admin = DriverManager.getConnection(url(), "postgres", "postgres");
        var statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
  }

  @SuppressWarnings("resource") // lives as long as the test process
  private static String server() throws IOException {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      var container =
          new PostgreSQLContainer("postgres:18")
              .withUsername("postgres")
              .withPassword("postgres")
              .withDatabaseName("postgres")
              .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust");
      container.start();
      return "jdbc:postgresql://"
          + container.getHost()
          + ":"
          + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)
          + "/";
    }
    var server =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale-provider", "builtin")
            .setLocaleConfig("builtin-locale", "C.UTF-8")
            .setLocaleConfig("locale", "C")
            .setServerConfig("max_connections", "60")
            .start();
    return "jdbc:postgresql://localhost:" + server.getPort() + "/";
  }
}
