package minzheng.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds, kept in the file as {@code manifest.json}; a restore is held against it.
 *
 * @param format of the file; a product refuses formats it does not know
 * @param product version of the product that made it
 * @param server version of PostgreSQL it was made on
 * @param version the last migration of the database, such as 0143
 * @param migrations all versioned migrations the database has had
 * @param trail the audit chain, null for a database older than the chain
 */
record Manifest(
    int format,
    String product,
    String server,
    Instant madeAt,
    String version,
    List<String> migrations,
    List<Table> tables,
    List<Sequence> sequences,
    Trail trail) {
  static final int FORMAT = 1;
  static final String ENTRY = "manifest.json";

  /**
   * One table: its rows are the entry {@code tables/<name>}, as PostgreSQL's COPY text.
   *
   * @param partition how it hangs below its parent, null for a table by itself
   * @param numbers columns of type numeric: amounts of money, ratios
   * @param content what the rows are recognised by
   */
  record Table(
      String name,
      List<String> columns,
      List<String> numbers,
      Partition partition,
      Content content) {
    String entry() {
      return "tables/" + name;
    }

    Table with(Content content) {
      return new Table(name, columns, numbers, partition, content);
    }
  }

  /**
   * A partition is made anew like its parent, with its own checks, then attached.
   *
   * @param bound such as {@code FOR VALUES IN ('12')}
   * @param checks definition by name of the constraint
   */
  record Partition(String parent, String bound, boolean scoped, Map<String, String> checks) {}

  /**
   * What rows are recognised by.
   *
   * @param sha256 of the entry's bytes
   * @param rowDigest the same for the same rows in whatever order ({@link RowDigest})
   * @param sums total of each column of type numeric
   */
  record Content(long rows, String sha256, String rowDigest, Map<String, String> sums) {}

  /** Where a sequence stands: the last number, or the next one when it was never called. */
  record Sequence(String name, long last, boolean called) {}

  /** The audit chain as {@code verify_audit()} found it. */
  record Trail(long blocks, long sealed, long unsealed, Long broken, String head) {}

  long rows() {
    return tables.stream().mapToLong(t -> t.content().rows()).sum();
  }
}
