package minzheng.backup;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import minzheng.backup.Manifest.Partition;
import minzheng.backup.Manifest.Sequence;
import minzheng.backup.Manifest.Table;
import minzheng.backup.Manifest.Trail;

/** What stands in the product's schema, asked from the database itself. */
final class Catalogue {
  static final String HISTORY = "flyway_schema_history";

  /** Not what an extension brought along. */
  private static final String OWN =
      " AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = o.oid AND x.deptype = 'e')";

  /**
   * A table that holds rows itself.
   *
   * @param id of the table
   * @param file changes when the table is emptied or rewritten
   */
  record Found(long id, long file, Table table) {}

  private final Connection connection;

  Catalogue(Connection connection) {
    this.connection = connection;
  }

  /** Tables with rows: ordinary ones and partitions, by name. */
  List<Found> tables() throws SQLException {
    return rows(
        """
        SELECT o.oid, o.relname, pg_relation_filenode(o.oid) AS file, o.relrowsecurity, p.relname AS parent,
               pg_get_expr(o.relpartbound, o.oid) AS bound, a.columns, a.numbers
        FROM pg_class o
        LEFT JOIN pg_inherits i ON i.inhrelid = o.oid AND o.relispartition
        LEFT JOIN pg_class p ON p.oid = i.inhparent
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(attname::text ORDER BY attnum), '{}') AS columns,
                 coalesce(array_agg(attname::text ORDER BY attnum) FILTER (WHERE atttypid = 'numeric'::regtype), '{}') AS numbers
          FROM pg_attribute
          WHERE attrelid = o.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '') a
        WHERE o.relkind = 'r' AND o.relnamespace = 'public'::regnamespace
        """
            + OWN
            + " ORDER BY o.relname COLLATE \"C\"",
        row ->
            new Found(
                row.getLong("oid"),
                row.getLong("file"),
                new Table(
                    row.getString("relname"),
                    texts(row.getArray("columns")),
                    texts(row.getArray("numbers")),
                    partition(row),
                    null)));
  }

  private Partition partition(ResultSet row) throws SQLException {
    if (row.getString("parent") == null) return null;
    return new Partition(
        row.getString("parent"),
        row.getString("bound"),
        row.getBoolean("relrowsecurity"),
        checks(row.getLong("oid")));
  }

  private Map<String, String> checks(long table) throws SQLException {
    var checks = new TreeMap<String, String>();
    rows(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            + " WHERE contype = 'c' AND conrelid = "
            + table,
        row -> checks.put(row.getString(1), row.getString(2)));
    return checks;
  }

  /** Whether the table of this name is the very one that was found, with the rows it had. */
  boolean same(Found found) throws SQLException {
    String name = found.table().name().replace("'", "''");
    return one(
        "SELECT %1$d = to_regclass(quote_ident('%2$s')) AND %3$d = pg_relation_filenode(%1$d)"
            .formatted(found.id(), name, found.file()),
        row -> row.getBoolean(1));
  }

  List<Sequence> sequences() throws SQLException {
    var names =
        rows(
            "SELECT relname FROM pg_class o WHERE relkind = 'S' AND relnamespace ="
                + " 'public'::regnamespace"
                + OWN
                + " ORDER BY relname COLLATE \"C\"",
            row -> row.getString(1));
    var sequences = new ArrayList<Sequence>();
    for (String name : names)
      sequences.add(
          one(
              "SELECT last_value, is_called FROM " + Rows.quote(name),
              row -> new Sequence(name, row.getLong(1), row.getBoolean(2))));
    return sequences;
  }

  /** All versioned migrations the database has had, in their order; none without the product. */
  List<String> migrations() throws SQLException {
    if (!one("SELECT to_regclass('" + HISTORY + "') IS NOT NULL", row -> row.getBoolean(1)))
      return List.of();
    return rows(
        "SELECT version FROM "
            + HISTORY
            + " WHERE success AND version IS NOT NULL ORDER BY version"
            + " COLLATE \"C\"",
        row -> row.getString(1));
  }

  /** The audit chain recomputed; null in a database older than it. */
  Trail trail() throws SQLException {
    if (!one("SELECT to_regprocedure('verify_audit()') IS NOT NULL", row -> row.getBoolean(1)))
      return null;
    return one(
        "SELECT blocks, sealed, unsealed, broken, head FROM verify_audit()",
        row ->
            new Trail(
                row.getLong("blocks"),
                row.getLong("sealed"),
                row.getLong("unsealed"),
                (Long) row.getObject("broken"),
                row.getString("head")));
  }

  /** Something that stands in the schema and belongs to no extension: a table, type or function. */
  Optional<String> anything() throws SQLException {
    var found =
        rows(
            "SELECT relname::text FROM pg_class o WHERE relnamespace = 'public'::regnamespace"
                + OWN
                + " UNION ALL SELECT typname FROM pg_type o WHERE typnamespace ="
                + " 'public'::regnamespace"
                + OWN
                + " UNION ALL SELECT proname FROM pg_proc o WHERE pronamespace ="
                + " 'public'::regnamespace"
                + OWN
                + " LIMIT 1",
            row -> row.getString(1));
    return found.stream().findFirst();
  }

  /** Leaves what extensions brought along; the rest goes with whatever depends on it. */
  void dropEverything() throws SQLException {
    var drops =
        rows(
            """
            SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END
                   || ' IF EXISTS ' || o.oid::regclass
            FROM pg_class o
            WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT relispartition AND relnamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = o.oid AND (x.deptype = 'e' OR relkind = 'S' AND x.deptype IN ('a', 'i')))
            UNION ALL
            SELECT 'ROUTINE IF EXISTS ' || o.oid::regprocedure FROM pg_proc o
            WHERE pronamespace = 'public'::regnamespace
              AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = o.oid AND x.deptype IN ('e', 'i'))
            UNION ALL
            SELECT 'TYPE IF EXISTS ' || o.oid::regtype FROM pg_type o
            WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
              AND NOT EXISTS (SELECT FROM pg_depend x WHERE x.objid = o.oid AND x.deptype IN ('e', 'i'))
            """,
            row -> row.getString(1));
    try (var statement = connection.createStatement()) {
      for (String drop : drops) statement.execute("DROP " + drop + " CASCADE");
    }
  }

  String server() throws SQLException {
    return one("SHOW server_version", row -> row.getString(1));
  }

  /** What {@code db/bootstrap/roles.sql} would have made and is not there. */
  List<String> missingBootstrap() throws SQLException {
    return rows(
        """
        SELECT 'the role ' || r FROM unnest(ARRAY['minzheng_owner', 'minzheng_app', 'minzheng_readonly']) r
        WHERE to_regrole(r) IS NULL
        UNION ALL
        SELECT 'the extension btree_gist' WHERE NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'btree_gist')
        """,
        row -> row.getString(1));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> T one(String sql, Reader<T> reader) throws SQLException {
    return rows(sql, reader).getFirst();
  }

  private <T> List<T> rows(String sql, Reader<T> reader) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      var rows = new ArrayList<T>();
      while (row.next()) rows.add(reader.read(row));
      return rows;
    }
  }
}
