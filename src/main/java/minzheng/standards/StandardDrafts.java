package minzheng.standards;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * How values come into the register: drafted by one person, checked and published by another, then
 * locked. A draft that is edited keeps its former rows as withdrawn; nothing is overwritten.
 */
@Service
public class StandardDrafts {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String TYPE = "标准";

  private final JdbcClient jdbc;
  private final Standards standards;
  private final StandardRegister register;
  private final DraftRules rules;
  private final Audit audit;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  StandardDrafts(
      JdbcClient jdbc,
      Standards standards,
      StandardRegister register,
      DraftRules rules,
      Audit audit,
      Clock clock,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.standards = standards;
    this.register = register;
    this.rules = rules;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
  }

  /**
   * Enters a draft and returns the number of its batch.
   *
   * @throws RuleViolation naming the field that is wrong
   */
  @Transactional
  public long draft(Actor by, StandardDraft draft) {
    String value = rules.check(by, draft, 0);
    long batch = jdbc.sql("SELECT nextval('standard_batch')").query(Long.class).single();
    insert(by, batch, draft, value, 0);
    audit.write("录入", TYPE, batch, null, draft.note(), null, facts(draft, value));
    return batch;
  }

  /** Everything that is wrong with a draft; {@code batch} is 0 for a new one. */
  @Transactional(readOnly = true)
  List<RuleViolation> problems(Actor by, StandardDraft draft, long batch) {
    return rules.problems(by, draft, batch);
  }

  /** Replaces the draft's content; only its author may. It has to be sent to the checker anew. */
  @Transactional
  public void edit(Actor by, long batch, int version, StandardDraft draft) {
    StandardBatch old = open(by, batch, version);
    if (old.draftedBy() != by.accountId()) {
      throw new RuleViolation(null, "只有录入人 " + old.draftedName() + " 可以修改这份草稿。");
    }
    String value = rules.check(by, draft, batch);
    withdrawRows(batch);
    insert(by, batch, draft, value, version + 1);
    audit.write("修改", TYPE, batch, null, draft.note(), facts(old), facts(draft, value));
  }

  /** The author has seen the preview and asks another person to publish. */
  @Transactional
  public void submit(Actor by, long batch, int version) {
    StandardBatch draft = open(by, batch, version);
    if (draft.draftedBy() != by.accountId()) {
      throw new RuleViolation(null, "草稿由录入人 " + draft.draftedName() + " 送核对。");
    }
    if (draft.submitted()) throw new RuleViolation(null, "草稿已送核对，请等待另一人发布。");
    jdbc.sql(
            """
            UPDATE standard_value SET submitted_at = ?, version = version + 1
            WHERE batch = ? AND status = 'DRAFT'
            """)
        .params(Timestamp.from(clock.instant()), batch)
        .update();
    audit.write("送核对", TYPE, batch, null, null, null, facts(draft));
  }

  /** The draft is dropped; author or checker may, with a reason. */
  @Transactional
  public void withdraw(Actor by, long batch, int version, String reason) {
    StandardBatch draft = open(by, batch, version);
    if (reason == null || reason.isBlank()) {
      throw new RuleViolation("reason", "请填写撤回的理由。");
    }
    withdrawRows(batch);
    audit.write("撤回", TYPE, batch, null, reason.strip(), facts(draft), null);
  }

  /**
   * The draft comes into force as the register's knowledge from now on; rows it shares days with
   * give way in the same transaction. The publisher is another person than the drafter.
   *
   * @return the new values
   */
  @Transactional
  public List<StandardValue> publish(Actor by, long batch, int version) {
    StandardBatch draft = open(by, batch, version);
    if (!draft.submitted()) {
      throw new RuleViolation(null, "草稿还没有送核对，请录入人 " + draft.draftedName() + " 先预览并送核对。");
    }
    if (draft.draftedBy() == by.accountId()) {
      throw new RuleViolation(null, "录入人不能发布自己的草稿，请由另一位标准管理员核对后发布。");
    }
    // one publication of a code at a time: the rows that give way must not change meanwhile
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('standard'), hashtext(?))")
        .param(draft.first().code())
        .query(row -> {});
    List<StandardValue> current = standards.currentOf(draft.first().code());
    Instant now = instantAfter(current);
    var superseded = new ArrayList<StandardValue>();
    for (StandardValue value : draft.values()) {
      Succession succession = Succession.of(value, current);
      superseded.addAll(succession.superseded());
      give(succession, now);
    }
    jdbc.sql(
            """
            UPDATE standard_value SET status = 'PUBLISHED', published_by = ?, published_name = ?,
              published_at = ?, known_from = ?, version = version + 1
            WHERE batch = ? AND status = 'DRAFT'
            """)
        .params(
            by.accountId(), by.name(), Timestamp.from(clock.instant()), Timestamp.from(now), batch)
        .update();
    List<StandardValue> published =
        standards.find(draft.values().stream().map(StandardValue::id).toList());
    audit.write("发布", TYPE, batch, null, null, superseded(superseded), facts(draft));
    events.publishEvent(new StandardPublished(published, List.copyOf(superseded), by));
    return published;
  }

  /** Later than the knowledge it replaces, also when the clock was set back. */
  private Instant instantAfter(List<StandardValue> current) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    for (StandardValue row : current) {
      if (row.knownFrom() != null && !row.knownFrom().isBefore(now)) {
        now = row.knownFrom().plus(1, ChronoUnit.MICROS);
      }
    }
    return now;
  }

  private void give(Succession succession, Instant now) {
    for (StandardValue row : succession.superseded()) {
      jdbc.sql("UPDATE standard_value SET superseded_at = ? WHERE id = ?")
          .params(Timestamp.from(now), row.id())
          .update();
    }
    for (Succession.Remainder rest : succession.remainders()) {
      jdbc.sql(
              """
              INSERT INTO standard_value (code, kind, region, class, valid_from, valid_to, value, unit,
                op, source, note, status, batch, drafted_by, drafted_name, drafted_at, submitted_at,
                published_by, published_name, published_at, known_from, continues)
              SELECT code, kind, region, class, :from, :to, value, unit, op, source, note, status, batch,
                drafted_by, drafted_name, drafted_at, submitted_at, published_by, published_name,
                published_at, :now, id
              FROM standard_value WHERE id = :id
              """)
          .param("from", rest.from())
          .param("to", rest.to())
          .param("now", Timestamp.from(now))
          .param("id", rest.of().id())
          .update();
    }
  }

  private StandardBatch open(Actor by, long batch, int version) {
    jdbc.sql("SELECT id FROM standard_value WHERE batch = ? ORDER BY id FOR UPDATE")
        .param(batch)
        .query(row -> {});
    StandardBatch found = register.batch(batch);
    if (found.status() == StandardBatch.Status.PUBLISHED) {
      throw new RuleViolation(
          null,
          "这份草稿已由 "
              + found.publishedName()
              + " 于 "
              + TIME.format(found.publishedAt().atZone(clock.getZone()))
              + " 发布。更正须录入新值。");
    }
    if (found.status() == StandardBatch.Status.WITHDRAWN) {
      throw new RuleViolation(null, "这份草稿已撤回，请重新录入。");
    }
    if (found.version() != version) {
      throw new RuleViolation(null, "草稿已被 " + found.draftedName() + " 修改过，请重新打开核对后再操作。");
    }
    for (StandardValue value : found.values()) rules.mayHandle(by, value.region());
    return found;
  }

  private void insert(Actor by, long batch, StandardDraft draft, String value, int version) {
    for (String region : draft.regions().stream().distinct().sorted().toList()) {
      jdbc.sql(
              """
              INSERT INTO standard_value (code, kind, region, class, valid_from, valid_to, value, unit, op,
                source, note, status, batch, drafted_by, drafted_name, drafted_at, version)
              SELECT code, kind, :region, :class, :from, :to, :value, :unit, :op, :source, :note, 'DRAFT',
                :batch, :by, :name, :at, :version
              FROM standard_code WHERE code = :code
              """)
          .param("region", region)
          .param("class", draft.personClass())
          .param("from", draft.from())
          .param("to", draft.to())
          .param("value", value)
          .param("unit", draft.unit())
          .param("op", draft.op() == null ? null : draft.op().name())
          .param("source", draft.source().strip())
          .param(
              "note", draft.note() == null || draft.note().isBlank() ? null : draft.note().strip())
          .param("batch", batch)
          .param("by", by.accountId())
          .param("name", by.name())
          .param("at", Timestamp.from(clock.instant()))
          .param("version", version)
          .param("code", draft.code())
          .update();
    }
  }

  private void withdrawRows(long batch) {
    jdbc.sql(
            """
            UPDATE standard_value SET status = 'WITHDRAWN', version = version + 1
            WHERE batch = ? AND status = 'DRAFT'
            """)
        .param(batch)
        .update();
  }

  private static Map<String, ?> facts(StandardDraft draft, String value) {
    return facts(
        draft.code(),
        draft.personClass(),
        draft.regions().stream().distinct().sorted().toList(),
        draft.from() + "–" + (draft.to() == null ? "" : draft.to()),
        value,
        draft.source());
  }

  private static Map<String, ?> facts(StandardBatch batch) {
    StandardValue first = batch.first();
    return facts(
        first.code(),
        first.personClass(),
        batch.values().stream().map(StandardValue::region).toList(),
        first.from() + "–" + (first.to() == null ? "" : first.to()),
        first.value(),
        first.source());
  }

  private static Map<String, ?> facts(
      String code,
      String personClass,
      List<String> regions,
      String days,
      String value,
      String source) {
    return Map.of(
        "code", code,
        "class", personClass,
        "regions", regions,
        "days", days,
        "value", value == null ? "停止执行" : value,
        "source", source);
  }

  private static Map<String, ?> superseded(List<StandardValue> rows) {
    return Map.of("superseded", rows.stream().map(StandardValue::id).toList());
  }
}
