package minzheng.subsidy.oldage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.security.CurrentUser;
import minzheng.subsidy.MassLists;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 生存认证: notes that recipients were seen alive, or found alive in data. */
@Service
class Verifications {
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final LifeList list;
  private final Audit audit;
  private final Clock clock;

  Verifications(JdbcClient jdbc, LifeList list, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.list = list;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * What was found out.
   *
   * @param by who saw the person, or which data were compared
   */
  record Finding(Manner manner, LocalDate on, String by, String note) {}

  /** A verification as it was recorded. */
  record Recorded(
      LocalDate on, Manner manner, String by, String note, String recorder, Instant at) {}

  /**
   * Notes it for recipients; the same of the same day only once.
   *
   * @param entitlements of the recipients
   * @return how many are new
   * @throws RuleViolation with the field that is wrong, or when one of them is registered dead
   */
  @Transactional
  public int record(Collection<Long> entitlements, Finding found, CurrentUser user) {
    for (var problem : problems(found)) throw problem;
    var rows = list.of(entitlements, user.region(), user);
    if (rows.stream().anyMatch(r -> r.pay() == Entitlement.State.STOPPED)
        || rows.isEmpty()
        || rows.size() < entitlements.stream().distinct().count())
      throw new RuleViolation(null, "所选人员中有人已不在发放名单里，请返回名单重新选择。");
    var ids = rows.stream().map(LifeList.Row::personId).toArray(Long[]::new);
    refuseTheDead(ids, found.on());
    var recorded = new LinkedHashMap<Long, String>();
    jdbc.sql(
            """
            INSERT INTO life_verification (region, person_id, manner, verified_on, verifier, note, recorded_by,
                                           recorder, recorded_at)
            SELECT v.region, v.person, :manner, :on, :by, :note, :account, :recorder, :now
            FROM unnest(:regions::text[], :people::bigint[]) AS v (region, person)
            ON CONFLICT DO NOTHING RETURNING person_id, region
            """)
        .param("regions", rows.stream().map(LifeList.Row::region).toArray(String[]::new))
        .param("people", ids)
        .param("manner", found.manner().name())
        .param("on", found.on())
        .param("by", found.by().strip())
        .param("note", blank(found.note()) ? null : found.note().strip())
        .param("account", user.accountId())
        .param("recorder", user.name())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(
            rs -> {
              recorded.put(rs.getLong("person_id"), rs.getString("region"));
            });
    audit.writeAll(
        "生存认证",
        "人员",
        recorded,
        found.manner().label() + "，" + found.by().strip(),
        Map.of("on", found.on().toString()));
    return recorded.size();
  }

  /** Everything that is wrong with it, each at its field. */
  List<RuleViolation> problems(Finding found) {
    var all = new ArrayList<RuleViolation>();
    if (found.manner() == null) all.add(new RuleViolation("manner", "请选择认证方式。"));
    if (found.on() == null) all.add(new RuleViolation("on", "请填写认证日期。"));
    else if (found.on().isAfter(LocalDate.now(clock)))
      all.add(new RuleViolation("on", "认证日期不能晚于今天。"));
    if (blank(found.by())) all.add(new RuleViolation("by", "请填写认证人；数据比对的，填写比对的数据来源。"));
    else if (found.by().strip().length() > LONGEST)
      all.add(new RuleViolation("by", "不能超过 " + LONGEST + " 字，请精简。"));
    if (found.note() != null && found.note().strip().length() > LONGEST)
      all.add(new RuleViolation("note", "不能超过 " + LONGEST + " 字，请精简。"));
    return all;
  }

  private void refuseTheDead(Long[] persons, LocalDate on) {
    List<String> dead =
        jdbc.sql("SELECT name FROM person WHERE id = ANY (?) AND death_date <= ? LIMIT 3")
            .params(persons, on)
            .query(String.class)
            .list();
    if (!dead.isEmpty())
      throw new RuleViolation(null, String.join("、", dead) + "已登记死亡，不能认证；请办理停发。");
  }

  /** All of a person, the latest first. */
  @Transactional(readOnly = true)
  public List<Recorded> of(long person) {
    return jdbc.sql(
            "SELECT * FROM life_verification WHERE person_id = ? ORDER BY verified_on DESC, id"
                + " DESC")
        .param(person)
        .query(Verifications::recorded)
        .list();
  }

  private static Recorded recorded(ResultSet rs, int row) throws SQLException {
    return new Recorded(
        rs.getObject("verified_on", LocalDate.class),
        Manner.valueOf(rs.getString("manner")),
        rs.getString("verifier"),
        rs.getString("note"),
        rs.getString("recorder"),
        MassLists.instant(rs, "recorded_at"));
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
