package minzheng.operations;

import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether the database has every table this node was built for. A node migrates at its start; what
 * this notices is a database that was exchanged underneath, such as an older backup restored while
 * the node ran. A newer database is fine: during an upgrade the old node works on it for a while.
 */
@Component("migrations")
class MigrationsHealth extends AbstractHealthIndicator {
  private final JdbcClient jdbc;
  private final TreeSet<String> needed;

  MigrationsHealth(JdbcClient jdbc, Flyway flyway) {
    super("The applied migrations cannot be read");
    this.jdbc = jdbc;
    this.needed =
        Arrays.stream(flyway.info().all())
            .map(m -> m.isVersioned() ? m.getVersion() : null)
            .filter(Objects::nonNull)
            .map(MigrationVersion::getVersion)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var missing = new TreeSet<>(needed);
    missing.removeAll(
        jdbc.sql("SELECT version FROM applied_migrations()").query(String.class).set());
    if (missing.isEmpty()) health.up().withDetail("newest", needed.last());
    else health.down().withDetail("missing", missing);
  }
}
