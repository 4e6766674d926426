package minzheng.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.kernel.MovableClock;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The people of one street and its district, and cases walked to where a test begins. */
@Lazy
@Component
class Walk {
  static final String STREET = "510104017";
  static final String COMMUNITY = "510104017001";
  private static final AtomicLong PERSON = new AtomicLong(900_000_000);

  final CurrentUser clerk;
  final CurrentUser clerk2;
  final CurrentUser district;
  final CurrentUser reviewer;
  final CurrentUser approver;
  final CurrentUser approver2;
  final CurrentUser supervisor;
  final CurrentUser stranger;
  private final Cases cases;
  private final MovableClock clock;

  Walk(Fixtures fixtures, Cases cases, MovableClock clock) {
    this.cases = cases;
    this.clock = clock;
    clerk = fixtures.user(STREET, Role.CASEWORKER);
    clerk2 = fixtures.user(STREET, Role.CASEWORKER);
    district = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    reviewer = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    approver = fixtures.user(Fixtures.JINJIANG, Role.APPROVER);
    approver2 = fixtures.user(Fixtures.JINJIANG, Role.APPROVER);
    supervisor = fixtures.user(Fixtures.CITY, Role.SUPERVISOR);
    stranger = fixtures.user(Fixtures.QINGYANG, Role.CASEWORKER, Role.REVIEWER);
  }

  /** Does something as a person, at ten in the morning of a day. */
  <T> T as(CurrentUser user, LocalDate day, Supplier<T> work) {
    return clock.on(day, () -> Scope.callAs(user.region(), work));
  }

  NewCase application() {
    long person = PERSON.incrementAndGet();
    return NewCase.of(
        Blueprint.CODE,
        COMMUNITY,
        "测试" + person,
        person,
        null,
        List.of(person, PERSON.incrementAndGet(), PERSON.incrementAndGet()),
        UUID.randomUUID().toString());
  }

  CaseView open(LocalDate day) {
    return as(clerk, day, () -> cases.open(application(), clerk));
  }

  CaseView move(CaseView file, CurrentUser user, LocalDate day, String action) {
    return as(user, day, () -> cases.move(file.id(), Move.of(action, "意见"), user));
  }

  /** A case accepted on a day. */
  CaseView accepted(LocalDate day) {
    var file = open(day);
    move(file, clerk, day, "SUBMIT");
    return move(file, clerk, day, "ACCEPT");
  }

  /** A case whose notice may be posted from that day on. */
  CaseView toPublish(LocalDate day) {
    var file = accepted(day);
    for (String action : List.of("START_CHECK", "CHECK", "VISIT", "CONCLUDE"))
      move(file, clerk, day, action);
    return move(file, clerk2, day, "AGREE");
  }
}
