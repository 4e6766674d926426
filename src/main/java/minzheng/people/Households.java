package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.OncePerPage;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Households and who belonged to them when. Nobody lives in two at the same time. */
@Service
public class Households {
  private static final String TYPE = "家庭";

  private final JdbcClient jdbc;
  private final Persons persons;
  private final DatedRows rows;
  private final MemberRows memberRows;
  private final Regions regions;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Households(
      JdbcClient jdbc,
      Persons persons,
      DatedRows rows,
      MemberRows memberRows,
      Regions regions,
      Audit audit,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.rows = rows;
    this.memberRows = memberRows;
    this.regions = regions;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Opens a household with its head.
   *
   * @param region where it lives, inside the office's area
   * @return the id
   */
  @Transactional
  public long open(String region, String address, LocalDate openedOn, long head) {
    checkRegion(region, regions);
    if (openedOn == null) throw new RuleViolation("openedOn", "请填写家庭成立日期。");
    long id =
        jdbc.sql(
                """
                INSERT INTO household (region, address, opened_on, created_at, created_by, changed_at, changed_by)
                VALUES (:region, :address, :openedOn, :now, :by, :now, :by) RETURNING id
                """)
            .param("region", region)
            .param("address", address)
            .param("openedOn", openedOn)
            .param("now", rows.now())
            .param("by", Audit.actor().name())
            .query(Long.class)
            .single();
    audit.write("登记", TYPE, id, region, null, null, Map.of("openedOn", openedOn, "head", head));
    add(id, head, Relation.HEAD, openedOn);
    return id;
  }

  /**
   * Adds a person, whose file is opened to the household's office.
   *
   * @return the id of the membership
   * @throws RuleViolation when the person lives in another household on one of the days
   */
  @Transactional
  public long add(long householdId, long personId, Relation relation, LocalDate from) {
    Household household = get(householdId);
    Person person = persons.get(personId);
    DatedRows.checkRange(from, null);
    if (from.isBefore(household.openedOn()))
      throw new RuleViolation("validFrom", "加入日期不能早于家庭成立日期 " + household.openedOn() + "。");
    persons.open(personId, household.region(), "HOUSEHOLD");
    long id = memberRows.insert(household, personId, relation, from, null, null, null);
    audit.write(
        "加入成员",
        TYPE,
        householdId,
        household.region(),
        null,
        null,
        Map.of("person", personId, "relation", relation, "from", from));
    changed(household, from, joined(person.name(), relation));
    return id;
  }

  static String joined(String name, Relation relation) {
    return name + " 加入家庭（" + relation.label() + "）";
  }

  /**
   * Ends a membership: death, marriage, moving out.
   *
   * @param lastDay the last day on which the person still belongs
   */
  @Transactional
  public Effects end(long memberId, LocalDate lastDay, String reason) {
    var effects = new Effects();
    end(memberId, lastDay, reason, effects);
    return effects;
  }

  void end(long memberId, LocalDate lastDay, String reason, Effects effects) {
    Member member = member(memberId);
    DatedRows.required("reason", reason, "请填写退出家庭的原因。");
    if (lastDay == null) throw new RuleViolation("validTo", "请填写退出日期。");
    if (lastDay.isBefore(member.validFrom()))
      throw new RuleViolation("validTo", "退出日期不能早于加入日期 " + member.validFrom() + "。");
    Household household = get(member.householdId());
    memberRows.replace(household, member, member.relation(), member.validFrom(), lastDay, reason);
    String name = persons.find(member.personId()).map(Person::name).orElse("成员");
    changed(household, lastDay.plusDays(1), name + " 退出家庭（" + reason.strip() + "）", effects);
  }

  /** Replaces a membership that was entered wrong. */
  @Transactional
  public void correct(
      long memberId, Relation relation, LocalDate from, LocalDate to, String reason) {
    Member member = member(memberId);
    DatedRows.required("reason", reason, "请填写更正原因。");
    Household household = get(member.householdId());
    memberRows.replace(household, member, relation, from, to, reason);
    changed(household, from.isBefore(member.validFrom()) ? from : member.validFrom(), "更正家庭成员");
  }

  /** From a day on the person stands otherwise to the head: a widow becomes the head. */
  @Transactional
  public void changeRelation(long memberId, Relation relation, LocalDate from, String reason) {
    Member member = member(memberId);
    DatedRows.required("reason", reason, "请填写变更原因。");
    if (!from.isAfter(member.validFrom())) {
      correct(memberId, relation, member.validFrom(), member.validTo(), reason);
      return;
    }
    Household household = get(member.householdId());
    memberRows.replace(
        household, member, member.relation(), member.validFrom(), from.minusDays(1), reason);
    memberRows.insert(
        household, member.personId(), relation, from, member.validTo(), reason, memberId);
    changed(household, from, "成员关系变更为" + relation.label());
  }

  private Effects changed(Household household, LocalDate day, String what) {
    return changed(household, day, what, new Effects());
  }

  private Effects changed(Household household, LocalDate day, String what, Effects effects) {
    events.publishEvent(
        new HouseholdChanged(household.id(), household.region(), day, what, effects));
    return effects;
  }

  /** The household moves to another address. */
  @Transactional
  public void move(long id, int version, String region, String address, String reason) {
    Household before = get(id);
    checkRegion(region, regions);
    if (before.version() == version
        && region.equals(before.region())
        && Objects.equals(address, before.address()))
      throw new RuleViolation("address", "居住地和详细住址都没有变，没有登记迁移；请填写新的住址。");
    int updated =
        jdbc.sql(
                """
                UPDATE household SET region = :region, address = :address, changed_at = :now,
                  changed_by = :by, version = version + 1 WHERE id = :id AND version = :version
                """)
            .param("region", region)
            .param("address", address)
            .param("now", rows.now())
            .param("by", Audit.actor().name())
            .param("id", id)
            .param("version", version)
            .update();
    if (updated != 1) throw rows.stale(before.changedBy(), before.changedAt());
    audit.write(
        "修改",
        TYPE,
        id,
        region,
        reason,
        Map.of("region", before.region(), "address", String.valueOf(before.address())),
        Map.of("region", region, "address", String.valueOf(address)));
    for (Member member : history(id))
      if (member.supersededAt() == null) persons.open(member.personId(), region, "HOUSEHOLD");
  }

  /** Ends the household and every membership that still lasts. */
  @Transactional
  public Effects close(long id, LocalDate lastDay, String reason) {
    Household household = get(id);
    String why = DatedRows.required("reason", reason, "请填写注销家庭的原因。");
    if (lastDay.isBefore(household.openedOn()))
      throw new RuleViolation("closedOn", "注销日期不能早于家庭成立日期 " + household.openedOn() + "。");
    for (Member m : history(id))
      if (m.supersededAt() == null && (m.validTo() == null || m.validTo().isAfter(lastDay)))
        memberRows.replace(household, m, m.relation(), m.validFrom(), lastDay, why);
    int updated =
        jdbc.sql(
                """
                UPDATE household SET closed_on = ?, changed_at = ?, changed_by = ?, version = version + 1
                WHERE id = ? AND version = ?
                """)
            .params(lastDay, rows.now(), Audit.actor().name(), id, household.version())
            .update();
    if (updated != 1) throw rows.stale(household.changedBy(), household.changedAt());
    audit.write("注销", TYPE, id, household.region(), why, null, Map.of("closedOn", lastDay));
    return changed(household, lastDay.plusDays(1), "家庭注销（" + why + "）");
  }

  @Transactional(readOnly = true)
  public Household get(long id) {
    return find(id).orElseThrow(() -> new NotFound(TYPE));
  }

  @Transactional(readOnly = true)
  public Optional<Household> find(long id) {
    return OncePerPage.ask(
        () ->
            jdbc.sql(
                    """
                    SELECT id, region, address, opened_on, closed_on, changed_at, changed_by, version
                    FROM household WHERE id = ?
                    """)
                .param(id)
                .query(Household::map)
                .optional(),
        "household",
        id);
  }

  /** Who belongs on the day, as known now; the head first. */
  @Transactional(readOnly = true)
  public List<Member> members(long householdId, LocalDate day) {
    return members(householdId, day, null);
  }

  /** Who belonged on the day, as it was known at that time; null: as known now. */
  @Transactional(readOnly = true)
  public List<Member> members(long householdId, LocalDate day, Instant knownAt) {
    return history(householdId).stream()
        .filter(m -> AsOf.known(m.recordedAt(), m.supersededAt(), knownAt) && m.on(day))
        .toList();
  }

  /** Every membership ever recorded, superseded ones too; by relation, then by first day. */
  @Transactional(readOnly = true)
  public List<Member> history(long householdId) {
    return memberRows.ofHousehold(householdId);
  }

  /** Where the person belongs on the day, as known now. */
  @Transactional(readOnly = true)
  public Optional<Member> of(long personId, LocalDate day) {
    return ofPerson(personId).stream().filter(m -> m.on(day)).findFirst();
  }

  /** Where the person belonged at any time, as known now; the latest first. */
  @Transactional(readOnly = true)
  public List<Member> ofPerson(long personId) {
    return memberRows.ofPerson(personId);
  }

  /** A membership as known now. */
  @Transactional(readOnly = true)
  public Member member(long memberId) {
    return jdbc.sql(MemberRows.SELECT + "WHERE id = ? AND superseded_at IS NULL")
        .param(memberId)
        .query(MemberRows::map)
        .optional()
        .orElseThrow(() -> new NotFound("家庭成员"));
  }

  /**
   * @throws RuleViolation when it is no division, or outside the office's area
   */
  static void checkRegion(String region, Regions regions) {
    if (!regions.exists(region)) throw new RuleViolation("region", "请从列表中选择居住的街道或社区。");
    if (Scope.region() != null && !region.startsWith(Scope.region()))
      throw new RuleViolation("region", "居住地不在本单位管辖范围内，请由居住地办理。");
  }
}
