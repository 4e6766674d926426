package minzheng.documents;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** 文书: papers issued with a number, frozen as they were printed, and verifiable by anybody. */
@Service
public class IssuedPapers {
  private static final String SELECT =
      """
      SELECT p.*, w.reason, w.withdrawer, w.withdrawn_at,
             d.delivered_on, d.way, d.receiver, d.recorder
      FROM paper_issue p
      LEFT JOIN paper_withdrawal w ON w.paper_id = p.id
      LEFT JOIN paper_delivery d ON d.paper_id = p.id
      """;

  private final JdbcClient jdbc;
  private final ObjectProvider<Paper> kinds;
  private final Audit audit;
  private final JsonMapper json;
  private final Clock clock;

  IssuedPapers(
      JdbcClient jdbc, ObjectProvider<Paper> kinds, Audit audit, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.kinds = kinds;
    this.audit = audit;
    this.json = json;
    this.clock = clock;
  }

  /** What /verify shows: the extract, and nothing else. */
  public record Extract(
      String title,
      String number,
      String office,
      LocalDate day,
      List<Paper.Line> lines,
      LocalDate withdrawnOn) {}

  /**
   * Issues a paper of a kind for a record. Asked again with nothing changed, it is the same copy: a
   * double click makes no second letter.
   *
   * @return id of the issued copy
   * @throws RuleViolation when the paper cannot be issued now
   */
  @Transactional
  public long issue(String kind, long ownerId, Actor by) {
    var paper = kind(kind);
    var facts = paper.facts(ownerId);
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))::text")
        .param("paper " + kind + " " + ownerId)
        .query(String.class)
        .single();
    String body = json.writeValueAsString(facts.body());
    var same =
        jdbc.sql(
                """
                SELECT id FROM paper_issue p
                WHERE owner_type = ? AND owner_id = ? AND kind = ? AND facts = ?::jsonb
                  AND NOT EXISTS (SELECT FROM paper_withdrawal w WHERE w.paper_id = p.id)
                ORDER BY id DESC LIMIT 1
                """)
            .params(paper.ownerType(), ownerId, kind, body)
            .query(Long.class)
            .optional();
    if (same.isPresent()) return same.get();
    String number = facts.number() == null ? next(facts.series(), facts.day()) : facts.number();
    String key = VerifyKey.random();
    long id = insert(paper, ownerId, facts, body, number, key, by);
    jdbc.sql("INSERT INTO paper_extract VALUES (?, ?, ?, ?, ?, ?::jsonb)")
        .params(
            key,
            paper.title(),
            number,
            facts.office(),
            facts.day(),
            json.writeValueAsString(facts.shown()))
        .update();
    audit.write(
        "签发文书",
        "文书",
        id,
        facts.region(),
        null,
        null,
        Map.of(
            "title", paper.title(), "number", number, "owner", paper.ownerType() + " " + ownerId));
    return id;
  }

  /**
   * @throws NotFound when there is no such copy in the scope
   */
  @Transactional(readOnly = true)
  public IssuedPaper get(long id) {
    return jdbc.sql(SELECT + " WHERE p.id = ?")
        .param(id)
        .query((rs, i) -> paper(rs))
        .optional()
        .orElseThrow(() -> new NotFound("文书"));
  }

  /**
   * Opens a copy for reading, which is logged.
   *
   * @throws NotFound when there is no such copy in the scope
   * @throws AccessDeniedException when the reader has none of the roles its kind is for
   */
  @Transactional
  public IssuedPaper open(long id, CurrentUser reader) {
    var paper = readable(id, reader);
    audit.write("查看文书", "文书", id, paper.region(), null, null, Map.of("number", paper.number()));
    return paper;
  }

  /** The copy for a next act on it: like opening it, without the log. */
  @Transactional(readOnly = true)
  IssuedPaper readable(long id, CurrentUser reader) {
    var paper = get(id);
    if (Collections.disjoint(kind(paper.kind()).readers(), reader.roles()))
      throw new AccessDeniedException("papers of this kind are for others");
    return paper;
  }

  /** All copies issued for a record, newest first, withdrawn ones too. */
  @Transactional(readOnly = true)
  public List<IssuedPaper> of(String ownerType, long ownerId) {
    return jdbc.sql(SELECT + " WHERE p.owner_type = ? AND p.owner_id = ? ORDER BY p.id DESC")
        .params(ownerType, ownerId)
        .query((rs, i) -> paper(rs))
        .list();
  }

  /** The contribution that prints a kind. */
  public Paper kind(String kind) {
    return kinds
        .orderedStream()
        .filter(p -> p.kind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new NotFound("文书"));
  }

  /** Declares a paper void. It stays, and /verify says so. */
  @Transactional
  public void withdraw(long id, String reason, Actor by) {
    var paper = get(id);
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写作废的原因。");
    int withdrawn =
        jdbc.sql(
                """
                INSERT INTO paper_withdrawal
                  (paper_id, region, reason, withdrawn_by, withdrawer, withdrawn_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                id,
                paper.region(),
                reason.strip(),
                by.accountId(),
                by.name(),
                Timestamp.from(clock.instant()))
            .update();
    if (withdrawn == 0) throw new RuleViolation(null, "这份文书已经作废，请刷新页面查看。");
    jdbc.sql("UPDATE paper_extract SET withdrawn_on = ? WHERE verify_key = ?")
        .params(LocalDate.now(clock), paper.verifyKey())
        .update();
    audit.write("作废文书", "文书", id, paper.region(), reason.strip(), null, null);
  }

  /**
   * Records that the addressee has the paper; the time to appeal runs from that day.
   *
   * @param on not before the paper's day and not in the future
   */
  @Transactional
  public void deliver(long id, LocalDate on, IssuedPaper.Way way, String receiver, Actor by) {
    var paper = get(id);
    if (!kind(paper.kind()).served()) throw new RuleViolation(null, "这种文书留存备查，不登记送达。");
    if (paper.withdrawal() != null) throw new RuleViolation(null, "这份文书已经作废，不能登记送达。");
    if (on == null) throw new RuleViolation("on", "请填写送达日期。");
    if (on.isBefore(paper.day()))
      throw new RuleViolation("on", "送达日期不能早于文书日期 " + paper.day() + "。");
    if (on.isAfter(LocalDate.now(clock))) throw new RuleViolation("on", "送达日期不能晚于今天。");
    if (way == null) throw new RuleViolation("way", "请选择送达方式。");
    if (receiver == null || receiver.isBlank()) throw new RuleViolation("receiver", "请填写收件人。");
    int delivered =
        jdbc.sql(
                """
                INSERT INTO paper_delivery
                  (paper_id, region, delivered_on, way, receiver, recorded_by, recorder, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                id,
                paper.region(),
                on,
                way.name(),
                receiver.strip(),
                by.accountId(),
                by.name(),
                Timestamp.from(clock.instant()))
            .update();
    if (delivered == 0) throw new RuleViolation(null, "这份文书的送达已经登记，请刷新页面查看。");
    audit.write(
        "登记送达",
        "文书",
        id,
        paper.region(),
        null,
        null,
        Map.of("on", on, "way", way.label(), "receiver", receiver.strip()));
  }

  /** What a paper's holder may check, without signing in. */
  @Transactional(readOnly = true)
  public Optional<Extract> verify(String typedKey) {
    return jdbc.sql("SELECT * FROM paper_extract WHERE verify_key = ?")
        .param(VerifyKey.normal(typedKey))
        .query(
            (rs, i) ->
                new Extract(
                    rs.getString("title"),
                    rs.getString("number"),
                    rs.getString("office"),
                    rs.getObject("paper_day", LocalDate.class),
                    json.readValue(rs.getString("lines"), new TypeReference<List<Paper.Line>>() {}),
                    rs.getObject("withdrawn_on", LocalDate.class)))
        .optional();
  }

  private String next(String series, LocalDate day) {
    int n =
        jdbc.sql(
                """
                INSERT INTO paper_number AS c VALUES (?, ?, 1)
                ON CONFLICT (series, year) DO UPDATE SET last = c.last + 1 RETURNING last
                """)
            .params(series, day.getYear())
            .query(Integer.class)
            .single();
    return "%s〔%d〕%d号".formatted(series, day.getYear(), n);
  }

  private long insert(
      Paper paper,
      long ownerId,
      Paper.Facts facts,
      String body,
      String number,
      String key,
      Actor by) {
    try {
      return jdbc.sql(
              """
              INSERT INTO paper_issue (region, owner_type, owner_id, kind, title, number, office,
                paper_day, facts, verify_key, issued_by, issuer, issued_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) RETURNING id
              """)
          .params(
              facts.region(),
              paper.ownerType(),
              ownerId,
              paper.kind(),
              paper.title(),
              number,
              facts.office(),
              facts.day(),
              body,
              key,
              by.accountId(),
              by.name(),
              Timestamp.from(clock.instant()))
          .query(Long.class)
          .single();
    } catch (DuplicateKeyException e) {
      throw new RuleViolation(null, "文号 " + number + " 已经用过，请先作废或更换文号。");
    }
  }

  private IssuedPaper paper(ResultSet rs) throws SQLException {
    var withdrawnAt = rs.getTimestamp("withdrawn_at");
    var deliveredOn = rs.getObject("delivered_on", LocalDate.class);
    return new IssuedPaper(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("owner_type"),
        rs.getLong("owner_id"),
        rs.getString("kind"),
        rs.getString("title"),
        rs.getString("number"),
        rs.getString("office"),
        rs.getObject("paper_day", LocalDate.class),
        json.readValue(rs.getString("facts"), new TypeReference<Map<String, Object>>() {}),
        rs.getString("verify_key"),
        rs.getString("issuer"),
        rs.getTimestamp("issued_at").toInstant(),
        withdrawnAt == null
            ? null
            : new IssuedPaper.Withdrawal(
                rs.getString("reason"), rs.getString("withdrawer"), withdrawnAt.toInstant()),
        deliveredOn == null
            ? null
            : new IssuedPaper.Delivery(
                deliveredOn,
                IssuedPaper.Way.valueOf(rs.getString("way")),
                rs.getString("receiver"),
                rs.getString("recorder")));
  }
}
