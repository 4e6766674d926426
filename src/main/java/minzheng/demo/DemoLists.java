package minzheng.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import minzheng.imports.Imports;
import minzheng.imports.SheetImport;
import minzheng.security.CurrentUser;
import minzheng.subsidy.ListState;
import minzheng.subsidy.oldage.Rounds;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What desks hand in as lists: a table that is in the register, one with wrong rows that waits for
 * its second person, and the old-age lists of two months. Begun again, it goes on where it stopped.
 */
@Component
@Profile("demo")
class DemoLists {
  private static final long SEED = 510_150;

  /** Rows of a table; those that count a multiple of {@link #WRONG} are wrong. */
  private static final int ROWS = 24;

  private static final int WRONG = 6;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Staff staff;
  private final Imports imports;
  private final Rounds rounds;

  DemoLists(Staff staff, Imports imports, Rounds rounds) {
    this.staff = staff;
    this.imports = imports;
    this.rounds = rounds;
  }

  /**
   * @param street of the district, whose old people are looked for a month earlier
   */
  void build(String desk, String district, String street, LocalDate today)
      throws InterruptedException {
    var city = new Citizens(SEED + Long.parseLong(district));
    written(desk, table(city, district, street, today, false), today.minusDays(6));
    waiting(desk, table(city, district, street, today, true), today.minusDays(1));
    if (!confirmed(desk, street, today.minusMonths(1))) return;
    long id = found(desk, district, today.minusDays(2));
    staff.on(today.minusDays(2), desk + ".caseworker", user -> submit(id, user));
  }

  private void written(String desk, Path table, LocalDate day) throws InterruptedException {
    long id = checked(desk, "新迁入居民名单.csv", table, day);
    var now = state(desk, id, day);
    if (now.state() == SheetImport.State.CHECKED)
      staff.on(day, desk + ".caseworker", user -> imports.submit(id, user));
    if (state(desk, id, day).state() == SheetImport.State.SUBMITTED)
      staff.on(day, desk + ".reviewer", user -> imports.confirm(id, now.fresh(), user));
    until(() -> state(desk, id, day).state() == SheetImport.State.DONE);
  }

  private void waiting(String desk, Path table, LocalDate day) throws InterruptedException {
    long id = checked(desk, "社区走访补登名单.csv", table, day);
    if (state(desk, id, day).state() == SheetImport.State.CHECKED)
      staff.on(day, desk + ".caseworker", user -> imports.submit(id, user));
  }

  private long checked(String desk, String name, Path table, LocalDate day)
      throws InterruptedException {
    long id =
        staff
            .on(day, desk + ".caseworker", user -> imports.handIn("persons", name, table, user))
            .table()
            .id();
    until(() -> state(desk, id, day).state() != SheetImport.State.CHECKING);
    return id;
  }

  private SheetImport state(String desk, long id, LocalDate day) {
    return staff.on(day, desk + ".caseworker", user -> imports.get(id));
  }

  /** No, when there was nobody to confirm. */
  private boolean confirmed(String desk, String street, LocalDate day) throws InterruptedException {
    long id = found(desk, street, day);
    staff.on(day, desk + ".caseworker", user -> submit(id, user));
    if (round(desk, id, day) == ListState.DRAFT) return false;
    staff.on(
        day.plusDays(1),
        desk + ".approver",
        user -> {
          var listed = rounds.listed(id);
          return rounds.get(id).state() == ListState.SUBMITTED
              ? rounds.confirm(id, listed.rows(), listed.money(), user)
              : null;
        });
    until(() -> round(desk, id, day) == ListState.DONE);
    return true;
  }

  private Object submit(long id, CurrentUser user) {
    if (rounds.get(id).state() == ListState.DRAFT && rounds.listed(id).rows() > 0)
      rounds.submit(id, user);
    return null;
  }

  private long found(String desk, String area, LocalDate day) throws InterruptedException {
    String key = "demo-" + area;
    long id = staff.on(day, desk + ".caseworker", user -> rounds.open(area, day, key, user)).id();
    until(() -> round(desk, id, day) != ListState.FINDING);
    return id;
  }

  private ListState round(String desk, long id, LocalDate day) {
    return staff.on(day, desk + ".caseworker", user -> rounds.get(id).state());
  }

  /** Persons whom nobody has registered yet, as a street office types them. */
  private static Path table(
      Citizens city, String district, String street, LocalDate today, boolean faulty) {
    var lines = new ArrayList<String>();
    lines.add("证件号码,姓名,居住地,联系电话,详细住址");
    for (int i = 1; i <= ROWS; i++) {
      var c = city.citizen(district, null, city.between(20, 75), today);
      boolean wrong = faulty && i % WRONG == 0;
      lines.add(
          String.join(
              ",",
              wrong && i % (2 * WRONG) == 0 ? c.idNumber().substring(0, 17) + "*" : c.idNumber(),
              c.name(),
              street,
              wrong && i % (2 * WRONG) != 0 ? "138" : city.phone(),
              city.address(district)));
    }
    try {
      Path file = Files.createTempFile("demo", ".csv");
      file.toFile().deleteOnExit();
      return Files.write(file, List.of(String.join("\r\n", lines)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Background work has its own pace. */
  private static void until(BooleanSupplier reached) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > end)
        throw new IllegalStateException("Background work of the demo city does not end");
      Thread.sleep(200);
    }
  }
}
