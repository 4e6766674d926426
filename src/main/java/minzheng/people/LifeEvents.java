package minzheng.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Events in a life that reach several desks and districts at once. */
@Service
public class LifeEvents {
  static final String DESK = "人员与家庭";

  private final JdbcClient jdbc;
  private final Persons persons;
  private final Households households;
  private final Scope scope;
  private final Audit audit;
  private final Clock clock;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  LifeEvents(
      JdbcClient jdbc,
      Persons persons,
      Households households,
      Scope scope,
      Audit audit,
      Clock clock,
      ApplicationEventPublisher events,
      TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.persons = persons;
    this.households = households;
    this.scope = scope;
    this.audit = audit;
    this.clock = clock;
    this.events = events;
    this.transaction = transaction;
  }

  /**
   * What recording the death would do: the very same work, rolled back. Not inside a transaction.
   */
  public Effects previewDeath(long personId, LocalDate day, String source) {
    return transaction.execute(
        status -> {
          status.setRollbackOnly();
          return died(personId, day, source);
        });
  }

  /**
   * Records a death.
   *
   * @param day of death, as the certificate says
   * @param source the certificate or who told, required
   */
  public Effects recordDeath(long personId, LocalDate day, String source) {
    return transaction.execute(status -> died(personId, day, source));
  }

  private Effects died(long personId, LocalDate day, String source) {
    Person person = persons.get(personId);
    if (day == null) throw new RuleViolation("deathDate", "请填写死亡日期。");
    if (person.deathDate() != null)
      throw new RuleViolation("deathDate", "已登记死亡日期 " + person.deathDate() + "，请勿重复登记。");
    if (day.isAfter(LocalDate.now(clock)))
      throw new RuleViolation("deathDate", "死亡日期 " + day + " 晚于今天，请核对。");
    if (day.isBefore(person.birthDate()))
      throw new RuleViolation("deathDate", "死亡日期早于出生日期 " + person.birthDate() + "，请核对。");
    String from = DatedRows.required("deathSource", source, "请填写死亡证明编号或信息来源。");
    return scope.widened(
        "登记死亡，档案编号 " + personId,
        () -> {
          int rows =
              jdbc.sql(
                      """
                      UPDATE person SET death_date = ?, death_source = ?, changed_at = ?, changed_by = ?,
                        version = version + 1 WHERE id = ? AND version = ?
                      """)
                  .params(
                      day,
                      from,
                      Timestamp.from(clock.instant()),
                      Audit.actor().name(),
                      personId,
                      person.version())
                  .update();
          if (rows != 1) throw new StaleEdit(person.changedBy(), person.changedAt(), clock);
          audit.write(
              "登记死亡", "人员", personId, person.region(), from, null, Map.of("deathDate", day));
          var effects = new Effects();
          for (Member member : households.ofPerson(personId)) leave(member, day, effects);
          events.publishEvent(new PersonDied(personId, day, effects));
          return effects;
        });
  }

  private void leave(Member member, LocalDate day, Effects effects) {
    if (member.validTo() != null && !member.validTo().isAfter(day)) return;
    if (member.validFrom().isAfter(day))
      throw new RuleViolation(
          "deathDate", "该人员 " + member.validFrom() + " 才加入家庭，晚于死亡日期，请先更正家庭成员记录。");
    households.end(member.id(), day, "死亡", effects);
    effects.add(
        DESK,
        member.relation() == Relation.HEAD
            ? "户主死亡，家庭需确定新户主"
            : "自 " + day.plusDays(1) + " 起不再是家庭成员");
  }
}
