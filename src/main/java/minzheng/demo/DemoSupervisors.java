package minzheng.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import minzheng.cases.HandOvers;
import minzheng.cases.Handling;
import minzheng.dashboard.MonthFreezes;
import minzheng.demo.DemoFamilies.Family;
import minzheng.kernel.MovableClock;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.Intakes;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What supervisors see: cases handed over by somebody who is away, with a deputy meanwhile, and a
 * closed month. Begun again, it does nothing twice.
 */
@Component
@Profile("demo")
class DemoSupervisors {
  private static final String SUPERVISOR = "city.supervisor";
  private static final String DESK = "qingyang";
  private static final String KEY = "demo-" + DESK;

  /** Day of the next month on which the figures of a month are surely due to be closed. */
  private static final int CLOSING = 10;

  private final Staff staff;
  private final Intakes intakes;
  private final Handling handling;
  private final HandOvers handOvers;
  private final MonthFreezes freezes;
  private final MovableClock clock;

  DemoSupervisors(
      Staff staff,
      Intakes intakes,
      Handling handling,
      HandOvers handOvers,
      MonthFreezes freezes,
      MovableClock clock) {
    this.staff = staff;
    this.intakes = intakes;
    this.handling = handling;
    this.handOvers = handOvers;
    this.freezes = freezes;
    this.clock = clock;
  }

  /** One desk's second caseworker is away from the day before yesterday, for a month. */
  void handOver(String desk, List<Family> families, LocalDate today) {
    if (!desk.equals(DESK)) return;
    LocalDate away = today.minusDays(2);
    if (staff.on(away, SUPERVISOR, user -> handOvers.ordered(KEY)).isPresent()) return;
    long worker = staff.on(away, DESK + ".caseworker2", CurrentUser::accountId);
    long colleague = staff.on(away, DESK + ".caseworker", CurrentUser::accountId);
    for (Family family : families)
      if (family.target().equals("SUBMITTED"))
        staff.on(
            today.minusDays(8),
            DESK + ".caseworker",
            user -> {
              long file = intakes.caseOf(family.key()).orElseThrow();
              return handling.handOver(file, worker, "按社区分工办理", user);
            });
    var order =
        new HandOvers.Order(
            List.of(colleague), "脱产培训一个月", today, colleague, away, today.plusDays(28));
    staff.on(
        away,
        SUPERVISOR,
        user -> {
          int seen = handOvers.plan(worker, order.to()).size();
          return handOvers.order(worker, order, seen, KEY, user);
        });
  }

  /** Closes a month as the nightly job does, some days after its end. */
  void close(YearMonth month) {
    clock.on(month.plusMonths(1).atDay(CLOSING), () -> freezes.freeze("DIBAO", month));
  }
}
