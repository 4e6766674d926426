package minzheng.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import minzheng.demo.DemoFamilies.Family;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.people.DocType;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The demo city: residents, families in every state of their cases, three months of payments, a
 * hand-over and a closed month. Runs at the first start, after the pages are up; a stop in the
 * middle is made up for at the next.
 */
@Component
@Profile("demo")
@Order(2)
class DemoCity implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(DemoCity.class);
  private static final long SEED = 510100;
  private static final List<String> DISTRICTS = List.of("510104", "510105");

  /** One street of each, whose lists are made first. */
  private static final Map<String, String> STREETS =
      Map.of("510104", "510104017", "510105", "510105002");

  /** Approved low-bao families and further residents of each district. */
  private static final int FAMILIES = 80;

  private static final int RESIDENTS = 800;

  private final DemoFamilies families;
  private final DemoRuns runs;
  private final DemoLists lists;
  private final DemoSupervisors supervisors;
  private final Staff staff;
  private final Persons persons;
  private final Regions regions;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DemoCity(
      DemoFamilies families,
      DemoRuns runs,
      DemoLists lists,
      DemoSupervisors supervisors,
      Staff staff,
      Persons persons,
      Regions regions,
      JdbcClient jdbc,
      TransactionTemplate transaction,
      Clock clock) {
    this.families = families;
    this.runs = runs;
    this.lists = lists;
    this.supervisors = supervisors;
    this.staff = staff;
    this.persons = persons;
    this.regions = regions;
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public void run(ApplicationArguments args) throws InterruptedException {
    LocalDate today = firstDay();
    if (runs.complete(today)) return;
    LOG.info("The demo city is being built; the pages are open meanwhile");
    try (var desks = Executors.newFixedThreadPool(DISTRICTS.size())) {
      var work = new ArrayList<Callable<Void>>();
      for (String district : DISTRICTS)
        work.add(
            () -> {
              district(district, today);
              return null;
            });
      for (var done : desks.invokeAll(work)) done.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("The demo city could not be built", e.getCause());
    }
    for (int back = DemoRuns.MONTHS; back > 0; back--) {
      YearMonth month = YearMonth.from(today).minusMonths(back);
      runs.month(month);
      if (back == DemoRuns.MONTHS) supervisors.close(month);
    }
    LOG.info("The demo city is complete");
  }

  /** The day of the first start: an interrupted city is completed for the same days. */
  private LocalDate firstDay() {
    LocalDate today = LocalDate.now(clock);
    return Scope.callAs(
        "5101",
        () ->
            transaction.execute(
                status ->
                    jdbc.sql(
                            "SELECT (min(created_at) AT TIME ZONE 'Asia/Shanghai')::date FROM"
                                + " account")
                        .query(LocalDate.class)
                        .optional()
                        .orElse(today)));
  }

  private void district(String district, LocalDate today) throws InterruptedException {
    var city = new Citizens(SEED + Long.parseLong(district));
    var drawn = new ArrayList<Family>();
    for (int i = 0; i < FAMILIES; i++)
      drawn.add(
          families.draw(
              city, district, "DIBAO", size(city), today.minusDays(210L - i), "APPROVED"));
    underway(city, district, today, drawn);
    for (int i = 0; i < 30; i++)
      drawn.add(
          families.draw(city, district, "OLD_AGE", 1, today.minusDays(190L - 2 * i), "APPROVED"));
    var residents = new ArrayList<PersonEntry>();
    for (int i = 0; i < RESIDENTS; i++) residents.add(resident(city, district, today));
    for (Family family : drawn) families.walk(family, today);
    String desk = drawn.getFirst().desk();
    residents(residents, desk, today);
    lists.build(desk, district, STREETS.get(district), today);
    supervisors.handOver(desk, drawn, today);
  }

  /** Most families are one or two people: 1.85 on average in the city's own figures. */
  private static int size(Citizens city) {
    int lot = city.between(1, 10);
    return lot <= 4 ? 1 : lot <= 8 ? 2 : lot <= 9 ? 3 : 4;
  }

  /** Cases in every state, the latest a few days old, so that the inboxes have work. */
  private void underway(Citizens city, String district, LocalDate today, List<Family> drawn) {
    String[] states = {
      "SUBMITTED",
      "SUPPLEMENT",
      "CHECKING",
      "INITIAL",
      "TO_POST",
      "NOTICE",
      "COUNTY",
      "REFUSED",
      "WITHDRAWN"
    };
    for (String programme : List.of("DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE"))
      for (int i = 0; i < states.length; i++)
        if (programme.equals("DIBAO") || i % 2 == 0) {
          boolean late = states[i].equals("COUNTY") || states[i].equals("REFUSED");
          int size = programme.equals("DIBAO_SINGLE") ? 2 : size(city);
          LocalDate applied = today.minusDays((late ? 26 : 12) + city.between(0, 6));
          drawn.add(families.draw(city, district, programme, size, applied, states[i]));
        }
    for (String programme : List.of("DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE"))
      for (int i = 0; i < 6; i++) {
        int size = programme.equals("DIBAO_SINGLE") ? 2 : size(city);
        LocalDate applied = today.minusDays(150 + city.between(0, 20));
        drawn.add(families.draw(city, district, programme, size, applied, "APPROVED"));
      }
  }

  private PersonEntry resident(Citizens city, String district, LocalDate today) {
    var c = city.citizen(district, null, city.between(1, 96), today);
    var communities =
        regions.inside(district).stream().filter(r -> r.code().length() == 12).toList();
    String home = city.pick(communities).code();
    return new PersonEntry(
        DocType.ID,
        c.idNumber(),
        c.name(),
        null,
        null,
        home,
        home,
        city.phone(),
        city.address(district));
  }

  private void residents(List<PersonEntry> residents, String desk, LocalDate today) {
    staff.on(
        today.minusDays(200),
        desk + ".caseworker",
        user -> {
          for (int i = 0; i < residents.size(); i += 100) {
            var batch = residents.subList(i, Math.min(i + 100, residents.size()));
            transaction.executeWithoutResult(status -> batch.forEach(this::register));
          }
          return null;
        });
  }

  private void register(PersonEntry entry) {
    if (persons.find(DocType.ID, entry.docNumber()).isPresent()) return;
    try {
      persons.register(entry);
    } catch (RuleViolation e) {
      throw new IllegalStateException("A resident of the demo city is refused: " + entry, e);
    }
  }
}
