package minzheng.backup;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import minzheng.TestDatabase;
import minzheng.processes.PostgresProcess;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL of its own whose product's database can be dropped, and what stands in it. */
final class Server implements AutoCloseable {
  /** What the release of this schema left behind in a small demo city, by its own code. */
  static final Path RELEASE = Path.of("src/test/resources/releases/0101.zip").toAbsolutePath();

  private final PostgresProcess postgres;
  private final String url;
  final Owner owner;
  final JdbcClient all;

  Server(String name) {
    postgres = new PostgresProcess(name);
    url = postgres.url();
    owner = new Owner(url, "minzheng_owner", "owner");
    all = as("postgres");
  }

  JdbcClient as(String user) {
    return JdbcClient.create(new DriverManagerDataSource(url, user, user));
  }

  Connection connect() throws SQLException {
    return postgres.connect();
  }

  Map<String, String> environment() {
    return Map.of("DB_URL", url, "DB_OWNER_PASSWORD", "owner", "DB_APP_PASSWORD", "app");
  }

  /** Everything is gone, whoever was still connected; roles and an empty database stand again. */
  void dropAndCreate() throws Exception {
    String server = url.substring(0, url.lastIndexOf('/') + 1);
    JdbcClient.create(new DriverManagerDataSource(server + "postgres", "postgres", "postgres"))
        .sql("DROP DATABASE minzheng WITH (FORCE)")
        .update();
    TestDatabase.createDatabase(server);
  }

  /** The tables of the newest version, without the reference data a start would load. */
  void migrate() {
    Flyway.configure()
        .dataSource(url, "minzheng_owner", "owner")
        .locations("classpath:db/migration")
        .ignoreMigrationPatterns("repeatable:missing")
        .load()
        .migrate();
  }

  /** Rows, sums and definitions, read by other means than the backup's own. */
  Map<String, String> everything() {
    var found = new TreeMap<String, String>();
    for (String table :
        all.sql(
                "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace ="
                    + " 'public'::regnamespace")
            .query(String.class)
            .list())
      found.put(
          "rows of " + table,
          all.sql(
                  "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY t::text"
                      + " COLLATE \"C\")), '') FROM %s t".formatted(table))
              .query(String.class)
              .single());
    for (String sequence :
        all.sql("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
            .query(String.class)
            .list())
      found.put(
          "sequence " + sequence,
          all.sql("SELECT last_value || ' ' || is_called FROM " + sequence)
              .query(String.class)
              .single());
    for (String sum :
        List.of(
            "sum(amount) FROM entitlement_amount",
            "sum(line_total) FROM run",
            "sum(amount) FROM owed",
            "sum(amount) FROM bank_line"))
      found.put(sum, all.sql("SELECT " + sum).query(String.class).single());
    found.put("audit chain", all.sql("SELECT verify_audit()::text").query(String.class).single());
    definitions().forEach(found::put);
    return found;
  }

  private Map<String, String> definitions() {
    var found = new TreeMap<String, String>();
    record Definition(String name, String text) {}
    all.sql(
            """
            SELECT 'policy ' || tablename || '.' || policyname AS name, p::text AS text FROM pg_policies p
            UNION ALL
            SELECT 'table ' || relname, relrowsecurity || ' ' || relowner::regrole || ' ' || coalesce(relacl::text, '')
                   || ' ' || coalesce(pg_get_expr(relpartbound, oid), '')
            FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'S')
            UNION ALL
            SELECT 'column ' || attrelid::regclass || '.' || attname, format_type(atttypid, atttypmod) || ' ' || attnotnull
                   || attidentity::text || attgenerated::text || coalesce(attacl::text, '')
            FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped
              AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            UNION ALL
            SELECT 'trigger ' || tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) || ' ' || tgenabled::text
            FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL
            SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || ' ' || convalidated
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
            UNION ALL
            SELECT 'index ' || indexrelid::regclass, pg_get_indexdef(indexrelid) || ' ' || indisvalid FROM pg_index
            WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            UNION ALL
            SELECT 'routine ' || oid::regprocedure, md5(prosrc) || ' ' || prosecdef || ' ' || coalesce(proacl::text, '')
            FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prolang <> 13
            """)
        .query(Definition.class)
        .list()
        .forEach(d -> found.put(d.name(), d.text()));
    return found;
  }

  @Override
  public void close() {
    postgres.close();
  }
}
