package minzheng.subsidy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.RuleViolation;
import minzheng.subsidy.rules.Programme;
import minzheng.subsidy.rules.RulesJson;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;

/** 项目版本: the published versions of the programmes, and how a new one comes into force. */
@Service
public class Programmes {
  /** The definition only of those that are not parsed yet: it is long. */
  private static final String COLUMNS =
      """
      SELECT id, code, name, region, valid_from, valid_to, document,
             CASE WHEN id <> ALL (:parsed) THEN definition::text END AS definition FROM programme
      """;

  private final JdbcClient jdbc;
  private final Audit audit;
  private final Clock clock;

  /** A published definition never changes, so it is parsed once. */
  private final Map<Long, Programme> parsed = new ConcurrentHashMap<>();

  Programmes(JdbcClient jdbc, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.clock = clock;
  }

  /** All published versions. One query; keep the book for the whole piece of work. */
  @Transactional(readOnly = true)
  public ProgrammeBook book() {
    return OncePerPage.ask(
        () ->
            new ProgrammeBook(
                jdbc.sql(COLUMNS + " WHERE status = 'PUBLISHED' ORDER BY code, region, valid_from")
                    .param("parsed", parsed.keySet().toArray(Long[]::new))
                    .query(this::published)
                    .list()),
        "programmes");
  }

  /** The versions a determination used. */
  @Transactional(readOnly = true)
  public List<ProgrammeVersion> find(Collection<Long> ids) {
    if (ids.isEmpty()) return List.of();
    return jdbc.sql(COLUMNS + " WHERE status = 'PUBLISHED' AND id IN (:ids)")
        .param("parsed", parsed.keySet().toArray(Long[]::new))
        .param("ids", ids)
        .query(this::published)
        .list();
  }

  /**
   * A new version, for another person to publish.
   *
   * @return its id
   */
  @Transactional
  public long draft(
      String region, LocalDate from, String document, Programme programme, Actor actor) {
    if (document == null || document.isBlank()) {
      throw new RuleViolation("document", "请填写依据的文件和文号。");
    }
    return jdbc.sql(
            """
            INSERT INTO programme (code, name, region, valid_from, definition, document, status,
                                   drafted_by, drafted_name, drafted_at)
            VALUES (?, ?, ?, ?, ?::jsonb, ?, 'DRAFT', ?, ?, ?) RETURNING id
            """)
        .params(
            programme.code(),
            programme.name(),
            region,
            from,
            RulesJson.MAPPER.writeValueAsString(programme),
            document.strip(),
            actor.accountId(),
            actor.name(),
            Timestamp.from(clock.instant()))
        .query(Long.class)
        .single();
  }

  /**
   * Puts a draft into force and ends its predecessor the day before, in one transaction.
   *
   * @throws RuleViolation if the same person drafted it, somebody published it already, or a later
   *     version of the area stands in the way
   */
  @Transactional
  public void publish(long id, Actor actor) {
    record Draft(String status, long drafter, String code, String region, LocalDate from) {}
    Draft draft =
        jdbc.sql(
                """
                SELECT status, drafted_by AS drafter, code, region, valid_from AS "from"
                FROM programme WHERE id = ? AND drafted_by IS NOT NULL FOR UPDATE
                """)
            .param(id)
            .query(Draft.class)
            .optional()
            .orElseThrow(() -> new NotFound("项目版本"));
    if (!draft.status().equals("DRAFT")) throw new RuleViolation(null, "这个版本已经发布，请刷新页面。");
    if (draft.drafter() == actor.accountId()) {
      throw new RuleViolation(null, "起草人不能发布自己起草的版本，请由另一位标准管理员发布。");
    }
    try {
      jdbc.sql(
              """
              UPDATE programme SET valid_to = ?::date - 1
              WHERE code = ? AND region = ? AND status = 'PUBLISHED' AND valid_from < ?
                AND (valid_to IS NULL OR valid_to >= ?)
              """)
          .params(draft.from(), draft.code(), draft.region(), draft.from(), draft.from())
          .update();
      jdbc.sql(
              """
              UPDATE programme SET status = 'PUBLISHED', published_by = ?, published_name = ?,
                                   published_at = ? WHERE id = ?
              """)
          .params(actor.accountId(), actor.name(), Timestamp.from(clock.instant()), id)
          .update();
    } catch (DataIntegrityViolationException e) {
      throw new RuleViolation("from", "这一地区已有同日或更晚生效的版本，请修改生效日期。");
    }
    audit.write("发布", "项目版本", id, draft.region());
  }

  private ProgrammeVersion published(ResultSet row, int number) throws SQLException {
    long id = row.getLong("id");
    Programme programme = parsed.get(id);
    if (programme == null) {
      programme = parse(row.getString("definition"));
      parsed.put(id, programme);
    }
    return new ProgrammeVersion(
        id,
        row.getString("code"),
        row.getString("name"),
        row.getString("region"),
        row.getObject("valid_from", LocalDate.class),
        row.getObject("valid_to", LocalDate.class),
        row.getString("document"),
        programme);
  }

  /**
   * A definition from its JSON.
   *
   * @throws RuleViolation if it is not of the vocabulary
   */
  static Programme parse(String json) {
    try {
      return RulesJson.MAPPER.readValue(json, Programme.class);
    } catch (JacksonException e) {
      throw new RuleViolation("definition", "项目定义不合规定：" + e.getOriginalMessage());
    }
  }
}
