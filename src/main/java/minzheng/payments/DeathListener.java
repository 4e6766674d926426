package minzheng.payments;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import minzheng.jurisdiction.Regions;
import minzheng.messages.Message;
import minzheng.messages.Messages;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.PersonDied;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.Role;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells what is still paid after a death, and asks its caseworkers for a decision; stops nothing.
 */
@Component
class DeathListener {
  private static final String DESK = "发放";

  private final JdbcClient jdbc;
  private final Households households;
  private final Accounts accounts;
  private final Messages messages;
  private final ProgrammeNames programmes;
  private final Regions regions;

  DeathListener(
      JdbcClient jdbc,
      Households households,
      Accounts accounts,
      Messages messages,
      ProgrammeNames programmes,
      Regions regions) {
    this.jdbc = jdbc;
    this.households = households;
    this.accounts = accounts;
    this.messages = messages;
    this.programmes = programmes;
    this.regions = regions;
  }

  /** In the transaction of the death: its preview, rolled back, tells nobody. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(PersonDied died) {
    Long home = households.of(died.personId(), died.day()).map(Member::householdId).orElse(null);
    YearMonth last = MonthRule.lastPaid(died.day());
    for (Entitlement e : goingOn(died.personId(), last)) {
      boolean payee = e.payeeId() == died.personId();
      boolean own = e.subject().equals(Subject.person(died.personId()));
      boolean family = home != null && e.subject().equals(Subject.household(home));
      if (!payee && !own && !family) continue; // of a household that was left before
      String text = going(e) + "：" + asked(own, family, payee, last.plusMonths(1));
      if (told(e, died, last.plusMonths(1))) died.effects().told(DESK, text);
      else died.effects().add(DESK, text + "（当地没有经办人，请自行转告）");
    }
  }

  private List<Entitlement> goingOn(long person, YearMonth last) {
    return jdbc.sql(
            Entitlement.SELECT
                + PaymentsPanel.CONCERNED
                + """
                  AND e.state <> 'STOPPED' AND (e.last_month IS NULL OR e.last_month > :last)
                ORDER BY e.id
                """)
        .param("person", person)
        .param("last", Entitlements.day(last))
        .query(Entitlement::of)
        .list();
  }

  private String going(Entitlement e) {
    return "%s %s 元/月（%d 人，%s）%s"
        .formatted(
            programmes.title(e.programme()),
            e.monthly().format(),
            e.persons(),
            regions.path(e.region()),
            e.state() == Entitlement.State.ACTIVE ? "仍在发放" : "已暂停、未停发");
  }

  private static String asked(boolean own, boolean family, boolean payee, YearMonth from) {
    if (own) return "须办理停发，自 " + from + " 起";
    if (!family) return "领款人即死者，须变更领款人";
    return "须办理变更或停发，自 " + from + " 起" + (payee ? "；领款人即死者，须同时变更领款人" : "");
  }

  /** Whether the area has caseworkers, of the street or of the district. */
  private boolean told(Entitlement e, PersonDied died, YearMonth from) {
    var offices =
        Stream.of(6, 9)
            .map(digits -> e.region().substring(0, Math.min(digits, e.region().length())))
            .distinct()
            .toList();
    var caseworkers = accounts.holding(Role.CASEWORKER, offices);
    for (Account a : caseworkers)
      messages.queueAlsoByMail(
          Message.inbox(
              e.region(),
              "death:%d:entitlement:%d".formatted(died.personId(), e.id()),
              a.id(),
              a.name(),
              "entitlement.death",
              Map.of("month", from.toString()),
              "/payments/entitlements/" + e.id()));
    return !caseworkers.isEmpty();
  }
}
