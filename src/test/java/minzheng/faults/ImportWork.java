package minzheng.faults;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import minzheng.kernel.IdNumber;

/**
 * A table of persons: its check by a caseworker, its writing after a reviewer's yes. The work is
 * put into the tables as the service does it.
 */
final class ImportWork implements Work {
  private static final int ROWS = 5_000;
  private static final String ACCOUNT =
      "(SELECT id FROM account WHERE username = '" + Bureau.DISTRICT + ".%s')";
  private static final String MAKER = ACCOUNT.formatted("caseworker");
  private static final String DECIDER = ACCOUNT.formatted("reviewer");

  private final Bureau bureau;
  private final Part part;

  /** The parts of an import that are background work. */
  enum Part {
    CHECK,
    WRITE
  }

  ImportWork(Bureau bureau, Part part) {
    this.bureau = bureau;
    this.part = part;
  }

  @Override
  public String name() {
    return "import_" + part.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public boolean first() {
    return true;
  }

  @Override
  public void prepare() {
    handIn();
    if (part == Part.CHECK) return;
    bureau.finish(() -> begin("import-check", MAKER));
    bureau
        .sql()
        .sql(
            """
            UPDATE sheet_import SET state = 'WRITING', submitted_at = now(), decided_at = now(),
              decided_by = %s, decided_by_name = '审核人'
            """
                .formatted(DECIDER))
        .update();
  }

  @Override
  public void ask() {
    if (part == Part.CHECK) begin("import-check", MAKER);
    else begin("import-write", DECIDER);
  }

  private void handIn() {
    byte[] content = content().getBytes(StandardCharsets.UTF_8);
    bureau
        .sql()
        .sql(
            """
            WITH file AS (
              INSERT INTO job_file (region, name, size, sha256, stored_by, stored_at)
              SELECT :area, '名单.csv', length(:content), encode(sha256(:content), 'hex'), %1$s, now()
              RETURNING id, sha256),
            piece AS (
              INSERT INTO job_file_chunk (file_id, n, region, bytes) SELECT id, 0, :area, :content FROM file)
            INSERT INTO sheet_import (region, kind, name, file_id, sha256, format, headers, header_line, rows,
                                      made_by, made_by_name, made_at)
            SELECT :area, 'persons', '名单.csv', id, sha256, 'CSV_UTF8',
                   '{证件号码,姓名,居住地,联系电话,详细住址}', 1, :rows, %1$s, '经办人', now() FROM file
            """
                .formatted(MAKER))
        .param("area", Bureau.DISTRICT)
        .param("content", content)
        .param("rows", ROWS)
        .update();
  }

  /** The same people each time; every thousandth has no name. */
  private static String content() {
    var text = new StringBuilder("证件号码,姓名,居住地,联系电话,详细住址\r\n");
    for (int n = 0; n < ROWS; n++) {
      String birth = LocalDate.of(1940, 1, 1).plusDays(n).toString().replace("-", "");
      String digits = "998001%s%03d".formatted(birth, 100 + n % 900);
      text.append(digits).append(IdNumber.check(digits)).append(',');
      if (n % 1000 != 999) text.append('林').append((char) ('一' + n % 5000));
      text.append(",510104017,1370%07d,双桂路 %d 号\r\n".formatted(n, n));
    }
    return text.toString();
  }

  private void begin(String kind, String account) {
    bureau
        .sql()
        .sql(
            """
            WITH job AS (
              INSERT INTO job (region, kind, title, once, params, started_by, started_by_name, office, created_at)
              SELECT :area, :kind, '导入 名单.csv', i.id::text, jsonb_build_object('table', i.id), %s,
                     '本人', '民政局', now() FROM sheet_import i
              RETURNING id)
            INSERT INTO scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version, priority)
            SELECT 'job', id::text, convert_to('{"region":"' || :area || '"}', 'UTF8'), now(), false, 1, 50 FROM job
            """
                .formatted(account))
        .param("area", Bureau.DISTRICT)
        .param("kind", kind)
        .update();
  }

  @Override
  public Map<String, String> totals() {
    var totals = new TreeMap<String, String>();
    var sql = bureau.sql();
    totals.put(
        "tables",
        Ledger.digest(
            sql,
            "SELECT kind, sha256, state, rows, fresh, same, wrong, written, made_by, decided_by"
                + " FROM sheet_import"));
    totals.put(
        "lines",
        Ledger.digest(
            sql,
            "SELECT line, standing, cells, key, value, cell, reason, doc_number FROM"
                + " sheet_import_row r LEFT JOIN person p ON p.id = r.subject"));
    totals.put(
        "persons",
        Ledger.digest(
            sql,
            "SELECT region, doc_type, doc_number, name, initials, sex, birth_date, hukou, phone,"
                + " address FROM person"));
    totals.put(
        "search",
        Ledger.digest(
            sql, "SELECT doc_number, suffix FROM name_part n JOIN person p ON p.id = n.person_id"));
    return totals;
  }
}
