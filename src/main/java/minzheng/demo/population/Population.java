package minzheng.demo.population;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import minzheng.backup.LoadingGear;
import minzheng.demo.population.Families.Family;
import minzheng.jurisdiction.Region;
import minzheng.jurisdiction.WorkCalendar;
import minzheng.kernel.RegionCode;
import minzheng.standards.StandardBook;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.desk.ProgrammeKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the city on one connection and in one transaction: either all of it is there afterwards,
 * with every key, index and trigger back in its place, or nothing is.
 */
final class Population {
  private static final Logger LOG = LoggerFactory.getLogger(Population.class);

  /** Who stands in the rows as having recorded them. */
  static final String MAKER = "人口生成";

  /** Those decided lie in the five years before; the last ten weeks belong to what is open. */
  private static final int YEARS = 5;

  private static final int OPEN_DAYS = 70;

  /** Of a hundred open cases: the programme, and the state it has reached. */
  private static final String[] OPEN_PROGRAMMES = {
    "DIBAO", "DIBAO", "DIBAO", "DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE"
  };

  /** The state, how many of a hundred, and how many working days the way there takes. */
  private record Stage(String state, int share, int days) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage("SUBMITTED", 18, 0),
          new Stage("SUPPLEMENT", 8, 1),
          new Stage("CHECKING", 26, 1),
          new Stage("EXTRA_PAPERS", 6, 3),
          new Stage("INITIAL", 14, 4),
          new Stage("TO_POST", 6, 6),
          new Stage("NOTICE", 8, 7),
          new Stage("OBJECTION", 2, 8),
          new Stage("COUNTY", 12, 14));

  static final List<String> TABLES =
      List.of(
          "person",
          "person_scope",
          "name_part",
          "household",
          "household_member",
          "evidence",
          "designation",
          "case_file",
          "case_step",
          "case_person",
          "case_pause",
          "subsidy_case",
          "economic_check",
          "home_visit",
          "notice",
          "notice_objection",
          "notice_public",
          "determination",
          "payee_account",
          "entitlement",
          "entitlement_amount",
          "entitlement_change");

  /** What the city is made from, besides the tables themselves. */
  record Sources(
      List<Region> regions, WorkCalendar calendar, StandardBook standards, Sheets sheets) {}

  /**
   * What is wanted.
   *
   * @param today the city's present; with seed and size it decides every row
   * @param passwordHash of all accounts that are opened
   */
  record Plan(PopulationSize size, long seed, LocalDate today, String city, String passwordHash) {}

  private final Connection connection;
  private final Sources from;
  private final Plan plan;
  private final SplittableRandom lot;

  private Population(Connection connection, Sources from, Plan plan) {
    this.connection = connection;
    this.from = from;
    this.plan = plan;
    lot = new SplittableRandom(plan.seed());
  }

  /** Whether persons are registered, which refuses a city. */
  static boolean inhabited(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT EXISTS (SELECT FROM person)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /**
   * Makes it and commits.
   *
   * @param connection of the owner
   * @return the number of rows by table
   */
  static Map<String, Long> make(Connection connection, Sources from, Plan plan)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      new Population(connection, from, plan).make();
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    // hint bits and statistics, or the first readers of the city would pay for them
    for (String table : TABLES) execute(connection, "VACUUM (ANALYZE) " + table);
    var counts = new LinkedHashMap<String, Long>();
    for (String table : TABLES)
      counts.put(table, number(connection, "SELECT count(*) FROM " + table));
    return counts;
  }

  private void make() throws SQLException {
    execute(connection, "SET LOCAL maintenance_work_mem = '512MB'");
    execute(connection, "SET LOCAL work_mem = '128MB'");
    execute(connection, "SET LOCAL lock_timeout = '30s'");
    long before = id("person");
    var gear = LoadingGear.takeOff(connection, TABLES);
    draw();
    LOG.info("Names and areas for the search");
    execute(
        connection,
        """
        INSERT INTO person_scope (region, person_id, cause, since, doc_number, phone_tail)
        SELECT region, id, 'RESIDENCE', created_at, doc_number, right(phone, 4) FROM person
        WHERE id >= %d
        """
            .formatted(before));
    execute(
        connection,
        """
        INSERT INTO name_part (region, person_id, suffix)
        SELECT p.region, p.id, k FROM person p, name_keys(p.name, p.initials) k WHERE p.id >= %d
        """
            .formatted(before));
    for (String table : List.of("person", "household", "case_file", "notice", "entitlement"))
      execute(
          connection,
          "SELECT setval(pg_get_serial_sequence('%1$s', 'id'), max(id)) FROM %1$s"
              .formatted(table));
    gear.putBack(step -> LOG.info("{}", step.length() > 110 ? step.substring(0, 110) : step));
    note();
  }

  private void draw() throws SQLException {
    try (var copy = new CopyRows(connection)) {
      var districts =
          from.regions().stream()
              .filter(r -> r.level() == RegionCode.Level.DISTRICT && r.inUseOn(plan.today()))
              .toList();
      var communities =
          from.regions().stream()
              .filter(r -> r.level() == RegionCode.Level.COMMUNITY && r.inUseOn(plan.today()))
              .toList();
      var bureau =
          Bureau.open(
              connection,
              districts,
              plan.city(),
              plan.passwordHash(),
              plan.today().minusYears(YEARS + 1) + " 09:00+08",
              lot.split());
      var residents =
          new Residents(lot.split(), plan.today(), communities, taken(), copy, id("person"));
      var families =
          new Families(lot.split(), residents, from.sheets(), plan.today(), copy, id("household"));
      var docket =
          new Docket(
              copy,
              bureau,
              new Days(from.calendar(), plan.today()),
              lot.split(),
              from.sheets(),
              from.standards(),
              counters(),
              id("case_file"),
              id("notice"));
      var grants = new Grants(lot.split(), from.standards(), copy, id("entitlement"));
      var elders = new Elders(lot.split(), from.sheets(), grants, plan.today());
      decided(families, docket, grants, elders, residents);
      underway(families, docket);
      while (residents.made() < plan.size().persons()) {
        var place = residents.place();
        residents.enter(place, null, 1 + lot.nextInt(79), residents.address(place));
      }
      copy.flush();
      keep(docket.counters());
    }
  }

  private void decided(
      Families families, Docket docket, Grants grants, Elders elders, Residents residents) {
    int old = 0;
    for (int i = 0; i < plan.size().households(); i++) {
      Family family = approve("DIBAO", families, docket, grants);
      for (var elder : Families.elders(family, 80, plan.today()))
        if (elders.pay(elder, family.applied().plusDays(60), Set.of("DIBAO"))) old++;
      said("low-bao households", i, plan.size().households());
    }
    for (int i = 0; i < plan.size().singles(); i++) {
      approve("DIBAO_SINGLE", families, docket, grants);
      said("single low-bao", i, plan.size().singles());
    }
    for (int i = 0; i < plan.size().without(); i++) {
      boolean refused = i % 3 > 0;
      Walk walk = docket.open(families.draw("DIBAO", longAgo(docket), !refused));
      walk.to(refused ? "REFUSED" : "WITHDRAWN");
      walk.own(null);
    }
    for (; old < plan.size().elders(); old++) {
      var place = residents.place();
      var person = residents.enter(place, null, elders.age(), residents.address(place));
      grants.account(person, plan.today().minusYears(YEARS));
      if (!elders.pay(person, plan.today().minusYears(YEARS), Set.of()))
        throw new IllegalStateException("No old-age allowance for " + person);
      said("elders", old, plan.size().elders());
    }
  }

  private Family approve(String programme, Families families, Docket docket, Grants grants) {
    Family family = families.draw(programme, longAgo(docket), true);
    Walk walk = docket.open(family);
    walk.to("APPROVED");
    var kind = ProgrammeKind.valueOf(programme);
    var decision =
        new Grants.Decision(
            "case:" + walk.id(),
            walk.day(),
            "同意认定 " + walk.number(),
            walk.number(),
            walk.sheetNumber());
    for (var person : kind.personal() ? List.of(family.head()) : family.members())
      grants.recognise(person, programme, kind.label(), decision);
    grants.account(family.head(), family.applied());
    walk.own(
        grants.pay(
            programme,
            kind.personal() ? "PERSON" : "HOUSEHOLD",
            kind.personal() ? family.head().id() : family.id(),
            family.head(),
            null,
            walk.sheet().result(),
            decision));
    return family;
  }

  private void underway(Families families, Docket docket) {
    for (int i = 0; i < plan.size().open(); i++) {
      int at = lot.nextInt(100);
      Stage stage = STAGES.getLast();
      for (Stage s : STAGES) {
        if (at < s.share()) {
          stage = s;
          break;
        }
        at -= s.share();
      }
      boolean hanging = stage.state().equals("NOTICE") || stage.state().equals("OBJECTION");
      // one in eight has waited for weeks, so that there is something overdue
      int waited =
          hanging ? lot.nextInt(3) : lot.nextInt(8) == 0 ? lot.nextInt(32) : lot.nextInt(7);
      LocalDate applied = docket.days.day(docket.days.today() - stage.days() - waited);
      Walk walk =
          docket.open(
              families.draw(OPEN_PROGRAMMES[lot.nextInt(OPEN_PROGRAMMES.length)], applied, true));
      walk.to(stage.state());
      walk.own(null);
    }
  }

  private LocalDate longAgo(Docket docket) {
    int first = docket.days.at(plan.today().minusYears(YEARS));
    int last = docket.days.at(plan.today().minusDays(OPEN_DAYS));
    return docket.days.day(lot.nextInt(first, last));
  }

  private static void said(String what, int done, int of) {
    if (done > 0 && done % 20_000 == 0) LOG.info("{}: {} of {}", what, done, of);
  }

  /** One line of the audit trail says who made all this, and from what. */
  private void note() throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO audit_event (region, at, actor, office, action, object_type, object_id, reason, after)
            VALUES (?, ?::timestamptz, ?, '系统', '生成', '人口', ?, '虚构人口，用于测算和演练', ?::jsonb)
            """)) {
      insert.setString(1, plan.city());
      insert.setString(2, plan.today() + " 18:00+08");
      insert.setString(3, MAKER);
      insert.setString(4, Long.toString(plan.seed()));
      insert.setString(
          5,
          "{\"persons\": %d, \"households\": %d, \"elders\": %d, \"singles\": %d}"
              .formatted(
                  plan.size().persons(),
                  plan.size().households(),
                  plan.size().elders(),
                  plan.size().singles()));
      insert.executeUpdate();
    }
  }

  private Map<String, Integer> counters() throws SQLException {
    var last = new TreeMap<String, Integer>();
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT prefix, area, year, last FROM case_counter")) {
      while (row.next())
        last.put(row.getString(1) + "/" + row.getString(2) + "/" + row.getInt(3), row.getInt(4));
    }
    return last;
  }

  private void keep(Map<String, Integer> counters) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO case_counter VALUES (?, ?, ?, ?)
            ON CONFLICT (prefix, area, year) DO UPDATE SET last = EXCLUDED.last
            """)) {
      for (var counter : counters.entrySet()) {
        String[] key = counter.getKey().split("/");
        upsert.setString(1, key[0]);
        upsert.setString(2, key[1]);
        upsert.setInt(3, Integer.parseInt(key[2]));
        upsert.setInt(4, counter.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private Set<String> taken() throws SQLException {
    var numbers = new HashSet<String>();
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT doc_number FROM person WHERE doc_number ^@ '99'")) {
      while (row.next()) numbers.add(row.getString(1));
    }
    return numbers;
  }

  private long id(String table) throws SQLException {
    return number(connection, "SELECT coalesce(max(id), 0) + 1 FROM " + table);
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Names of the tables whose rows the plan decides, for a fingerprint. */
  static List<String> tables() {
    var tables = new ArrayList<>(TABLES);
    tables.add("case_counter");
    return tables;
  }
}
