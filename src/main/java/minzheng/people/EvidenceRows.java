package minzheng.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.people.EvidenceLog.Entry;
import minzheng.people.EvidenceLog.Subject;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of evidence as the database keeps them. */
@Component
class EvidenceRows {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  static final String SELECT =
      """
      SELECT id, region, person_id, household_id, kind, detail, value, valid_from, valid_to, source,
        reason, replaces, recorded_at, recorded_by, superseded_at, superseded_by
      FROM evidence
      """;

  private final JdbcClient jdbc;
  private final DatedRows dated;
  private final Audit audit;
  private final JsonMapper json;

  EvidenceRows(JdbcClient jdbc, DatedRows dated, Audit audit, JsonMapper json) {
    this.jdbc = jdbc;
    this.dated = dated;
    this.audit = audit;
    this.json = json;
  }

  void supersede(long id) {
    dated.supersede("evidence", id);
  }

  /** Writes a row, with its place in the trail. */
  long insert(String region, Subject subject, Entry e, String reason, Evidence old) {
    long id;
    try {
      id =
          jdbc.sql(
                  """
                  INSERT INTO evidence (region, person_id, household_id, kind, detail, value, valid_from,
                    valid_to, source, reason, replaces, recorded_at, recorded_by)
                  VALUES (:region, :person, :household, :kind, :detail, :value::jsonb, :from,
                    :to, :source, :reason, :replaces, :now, :by) RETURNING id
                  """)
              .param("region", region)
              .param("person", subject instanceof Subject.OfPerson p ? p.id() : null)
              .param("household", subject instanceof Subject.OfHousehold h ? h.id() : null)
              .param("kind", e.kind().name())
              .param("detail", e.detail())
              .param("value", json.writeValueAsString(e.value()))
              .param("from", e.from())
              .param("to", e.to())
              .param("source", e.source())
              .param("reason", reason)
              .param("replaces", old == null ? null : old.id())
              .param("now", dated.now())
              .param("by", Audit.actor().name())
              .query(Long.class)
              .single();
    } catch (DataIntegrityViolationException x) {
      if (String.valueOf(x.getMostSpecificCause().getMessage()).contains("evidence_once"))
        throw new RuleViolation(
            "validFrom", "这段日期内已有“" + e.kind().title(e.detail()) + "”的记录，请在原记录上更正或变更。");
      throw x;
    }
    audit.write(
        old == null ? "登记" : "变更",
        "证据",
        id,
        region,
        reason,
        old == null ? null : described(old),
        Map.of(
            "kind", e.kind(),
            "detail", e.detail(),
            "value", e.value(),
            "from", e.from(),
            "to", e.to() == null ? "" : e.to()));
    return id;
  }

  static Map<String, Object> described(Evidence e) {
    return Map.of(
        "kind", e.kind(),
        "detail", e.detail(),
        "value", e.value(),
        "from", e.validFrom(),
        "to", e.validTo() == null ? "" : e.validTo());
  }

  Evidence map(ResultSet row, int number) throws SQLException {
    return new Evidence(
        row.getLong("id"),
        row.getString("region"),
        row.getObject("person_id", Long.class),
        row.getObject("household_id", Long.class),
        EvidenceKind.valueOf(row.getString("kind")),
        row.getString("detail"),
        json.readValue(row.getString("value"), TEXTS),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class),
        row.getString("source"),
        row.getString("reason"),
        row.getObject("replaces", Long.class),
        PersonRow.instant(row, "recorded_at"),
        row.getString("recorded_by"),
        PersonRow.instant(row, "superseded_at"),
        row.getString("superseded_by"));
  }
}
