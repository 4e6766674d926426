package minzheng.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import minzheng.Fixtures;
import minzheng.kernel.MovableClock;
import minzheng.kernel.Sex;
import minzheng.people.DocType;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
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
  private static final AtomicInteger COUNT = new AtomicInteger();

  final CurrentUser clerk;
  final CurrentUser clerk2;
  final CurrentUser district;
  final CurrentUser reviewer;
  final CurrentUser approver;
  final CurrentUser approver2;
  final CurrentUser supervisor;
  final CurrentUser stranger;
  private final Cases cases;
  private final Persons persons;
  private final MovableClock clock;

  Walk(Fixtures fixtures, Cases cases, Persons persons, MovableClock clock) {
    this.cases = cases;
    this.persons = persons;
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
    String name = "测试" + (char) ('一' + COUNT.incrementAndGet());
    var family = List.of(person(name), person("家属"), person("家属"));
    return NewCase.of(
        Blueprint.CODE,
        COMMUNITY,
        name,
        family.getFirst(),
        null,
        family,
        UUID.randomUUID().toString());
  }

  private long person(String name) {
    var entry =
        new PersonEntry(
            DocType.NONE, null, name, Sex.F, LocalDate.of(1980, 1, 1), null, COMMUNITY, null, null);
    return Scope.callAs(Fixtures.CITY, () -> persons.register(entry));
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
