package minzheng;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Chooses the database before the application context exists: a configured one, or, when none is
 * configured, the embedded PostgreSQL with the demo city. The demo city is refused on a configured
 * database unless {@code minzheng.demo.on-real-database=true} says that somebody wants it there.
 */
class DatabaseAtStart implements EnvironmentPostProcessor, Ordered {
  /** Lines for a log collector; beside real data a log says nothing about persons. */
  private static final MapPropertySource PRODUCTION =
      new MapPropertySource("production", Map.of("logging.structured.format.console", "ecs"));

  private static final String EMBEDDED = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

  @Override
  public void postProcessEnvironment(ConfigurableEnvironment env, SpringApplication application) {
    // tests bring their own database, and leave alone the folder a running product works on
    if (env.matchesProfiles("test")) return;
    boolean demo = env.matchesProfiles("demo");
    if (!env.getProperty("minzheng.database.url", "").isBlank()) {
      if (demo && !env.getProperty("minzheng.demo.on-real-database", Boolean.class, false))
        throw new StartRefused(
            "The demo profile is active but a real database is configured (DB_URL). Demo accounts"
                + " have a public password.",
            "Remove the profile, or set minzheng.demo.on-real-database=true if this is what you"
                + " want.");
      if (!demo) env.getPropertySources().addLast(PRODUCTION);
      return;
    }
    if (!ClassUtils.isPresent(EMBEDDED, null))
      throw new StartRefused(
          "No database is configured, and the embedded one is not part of the packaged"
              + " application.",
          "Set DB_URL, DB_OWNER_PASSWORD and DB_APP_PASSWORD.");
    if (!demo && env.getActiveProfiles().length == 0) env.addActiveProfile("demo");
    String url = EmbeddedDatabase.start(env.getProperty("minzheng.database.folder", "data/pg"));
    env.getPropertySources()
        .addFirst(new MapPropertySource("embeddedDatabase", Map.of("minzheng.database.url", url)));
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE;
  }
}
