package minzheng.subsidy.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassLists;
import minzheng.web.RecentNumbers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** 定期核查: notes what was found about families; changes no money. */
@Service
class Reviews {
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final ReviewList list;
  private final RecentNumbers numbers;
  private final Audit audit;
  private final Clock clock;

  Reviews(JdbcClient jdbc, ReviewList list, RecentNumbers numbers, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.list = list;
    this.numbers = numbers;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What was found out.
   *
   * @param by who looked, or which data were compared
   * @param changed null: not said; true: a change case has to follow
   * @param note what has changed; needed if something has
   */
  record Finding(
      Frequency frequency, Manner manner, LocalDate on, String by, Boolean changed, String note) {}

  /**
   * A review as it was recorded.
   *
   * @param voided why, by whom and when it was declared void, in words; null: it stands
   */
  record Recorded(
      long id,
      LocalDate on,
      Frequency frequency,
      Manner manner,
      String by,
      boolean changed,
      String note,
      String recorder,
      Instant at,
      String voided,
      String voider,
      Instant voidedAt) {}

  /**
   * Notes it for what is paid by these entitlements.
   *
   * @param key drawn with the empty form: a double submit notes once
   * @return how many are new
   * @throws RuleViolation with the field that is wrong
   */
  @Transactional
  public int record(Collection<Long> entitlements, Finding found, String key, CurrentUser user) {
    for (var problem : problems(found)) throw problem;
    var rows = list.of(entitlements, user.region(), user);
    if (rows.stream().anyMatch(r -> r.pay() == Entitlement.State.STOPPED)
        || rows.isEmpty()
        || rows.size() < entitlements.stream().distinct().count())
      throw new RuleViolation(null, "所选家庭中有的已不在发放名单里，请返回名单重新选择。");
    var ids = rows.stream().map(ReviewList.Row::id).toArray(Long[]::new);
    boolean again = sentBefore(ids, found, key);
    if (!again)
      rows.stream()
          .filter(r -> found.on().isBefore(r.lastOn()))
          .findFirst()
          .ifPresent(
              r -> {
                throw new RuleViolation(
                    "on", "核查日期不能早于" + r.name() + "上次认定或核查的 " + r.lastOn() + "。");
              });
    var recorded = new LinkedHashMap<Long, String>();
    jdbc.sql(
            """
            INSERT INTO review (region, entitlement_id, reviewed_on, frequency, manner, reviewer, changed, note, key,
                                recorded_by, recorder, recorded_at)
            SELECT v.region, v.entitlement, :on, :frequency, :manner, :by, :changed, :note, :key, :account, :recorder, :now
            FROM unnest(:regions::text[], :ids::bigint[]) AS v (region, entitlement)
            ON CONFLICT DO NOTHING RETURNING entitlement_id, region
            """)
        .param("regions", rows.stream().map(ReviewList.Row::region).toArray(String[]::new))
        .param("ids", ids)
        .param("on", found.on())
        .param("frequency", found.frequency().name())
        .param("manner", found.manner().name())
        .param("by", found.by().strip())
        .param("changed", found.changed())
        .param("note", blank(found.note()) ? null : found.note().strip())
        .param("key", key)
        .param("account", user.accountId())
        .param("recorder", user.name())
        .param("now", now())
        .query(
            rs -> {
              recorded.put(rs.getLong("entitlement_id"), rs.getString("region"));
            });
    forgetNumbers();
    audit.writeAll(
        "定期核查",
        "待遇",
        recorded,
        found.manner().label() + "，" + found.by().strip() + (found.changed() ? "，有变化" : "，没有明显变化"),
        Map.of("on", found.on().toString()));
    return recorded.size();
  }

  /** The same form a second time; with other words it is refused, for it would be lost. */
  private boolean sentBefore(Long[] entitlements, Finding found, String key) {
    record Before(long rows, long others) {}
    var before =
        jdbc.sql(
                """
                SELECT count(*) AS rows, count(*) FILTER (
                  WHERE (reviewed_on, frequency, manner, reviewer, changed, coalesce(note, ''))
                        IS DISTINCT FROM (:on::date, :frequency, :manner, :by, :changed::boolean, :note)) AS others
                FROM review WHERE entitlement_id = ANY (:ids) AND key = :key
                """)
            .param("on", found.on())
            .param("frequency", found.frequency().name())
            .param("manner", found.manner().name())
            .param("by", found.by().strip())
            .param("changed", found.changed())
            .param("note", blank(found.note()) ? "" : found.note().strip())
            .param("ids", entitlements)
            .param("key", key)
            .query(Before.class)
            .single();
    if (before.others() > 0)
      throw new RuleViolation(null, "这张表刚才已登记，现在的内容不同；登记错了的请先在核查记录里作废，再重新登记。");
    return before.rows() > 0;
  }

  /** Everything that is wrong with it, each at its field. */
  List<RuleViolation> problems(Finding found) {
    var all = new ArrayList<RuleViolation>();
    if (found.frequency() == null) all.add(new RuleViolation("frequency", "请选择家庭类别，下次核查的时间由它决定。"));
    if (found.manner() == null) all.add(new RuleViolation("manner", "请选择核查方式。"));
    if (found.on() == null) all.add(new RuleViolation("on", "请填写核查日期。"));
    else if (found.on().isAfter(LocalDate.now(clock)))
      all.add(new RuleViolation("on", "核查日期不能晚于今天。"));
    if (blank(found.by())) all.add(new RuleViolation("by", "请填写核查人；信息核对的，填写核对的数据来源。"));
    else if (found.by().strip().length() > LONGEST) all.add(tooLong("by"));
    if (found.changed() == null) all.add(new RuleViolation("changed", "请选择经济状况有没有明显变化。"));
    else if (found.changed() && blank(found.note()))
      all.add(new RuleViolation("note", "请写明有什么变化。"));
    if (found.note() != null && found.note().strip().length() > LONGEST) all.add(tooLong("note"));
    return all;
  }

  private static RuleViolation tooLong(String field) {
    return new RuleViolation(field, "不能超过 " + LONGEST + " 字，请精简。");
  }

  /**
   * Declares a review void that was noted wrongly. It stays, and counts no more.
   *
   * @throws RuleViolation without a reason, or when it is void already
   */
  @Transactional
  public void annul(long entitlement, long review, String reason, CurrentUser user) {
    var row = list.get(entitlement, user);
    var wrong =
        of(entitlement).stream()
            .filter(r -> r.id() == review)
            .findFirst()
            .orElseThrow(() -> new NotFound("核查记录"));
    if (wrong.voided() != null) throw new RuleViolation(null, "这条核查记录已经作废。");
    if (blank(reason)) throw new RuleViolation("reason", "请写明作废的原因。");
    if (reason.strip().length() > LONGEST) throw tooLong("reason");
    int voided =
        jdbc.sql(
                """
                INSERT INTO review_void (review_id, region, reason, voided_by, voider, voided_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(review, row.region(), reason.strip(), user.accountId(), user.name(), now())
            .update();
    if (voided == 0) return; // a colleague was quicker by a moment
    forgetNumbers();
    audit.writeAll(
        "作废核查记录",
        "待遇",
        Map.of(entitlement, row.region()),
        reason.strip(),
        Map.of("on", wrong.on().toString()));
  }

  /** All of what is paid, the latest first. */
  @Transactional(readOnly = true)
  public List<Recorded> of(long entitlement) {
    return jdbc.sql(
            """
            SELECT r.*, v.reason AS void_reason, v.voider, v.voided_at
            FROM review r LEFT JOIN review_void v ON v.review_id = r.id
            WHERE r.entitlement_id = ? ORDER BY r.reviewed_on DESC, r.id DESC
            """)
        .param(entitlement)
        .query(Reviews::recorded)
        .list();
  }

  private static Recorded recorded(ResultSet rs, int row) throws SQLException {
    return new Recorded(
        rs.getLong("id"),
        rs.getObject("reviewed_on", LocalDate.class),
        Frequency.valueOf(rs.getString("frequency")),
        Manner.valueOf(rs.getString("manner")),
        rs.getString("reviewer"),
        rs.getBoolean("changed"),
        rs.getString("note"),
        rs.getString("recorder"),
        MassLists.instant(rs, "recorded_at"),
        rs.getString("void_reason"),
        rs.getString("voider"),
        MassLists.instant(rs, "voided_at"));
  }

  private void forgetNumbers() {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            numbers.forget(ReviewTodos.Overdue.class);
          }
        });
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
