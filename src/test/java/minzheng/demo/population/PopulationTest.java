package minzheng.demo.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import minzheng.MinzhengTest;
import minzheng.TestDatabase;
import minzheng.audit.Audit;
import minzheng.jurisdiction.Regions;
import minzheng.jurisdiction.WorkingDays;
import minzheng.kernel.IdNumber;
import minzheng.standards.Standards;
import minzheng.subsidy.Programmes;
import minzheng.subsidy.Sheets;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.RulesJson;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Two cities of size S from one seed, in databases of their own on the tests' server. */
@MinzhengTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PopulationTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
  private static final PopulationSize S = PopulationSize.of("S");

  @Autowired private List<JavaMigration> referenceData;
  @Autowired private Regions regions;
  @Autowired private WorkingDays days;
  @Autowired private Audit audit;
  @Autowired private Clock clock;

  private JdbcClient one;
  private JdbcClient two;
  private Sheets sheets;
  private List<String> gearBefore;
  private Map<String, Long> counts;

  @BeforeAll
  void make() throws SQLException {
    String first = database("city_one", "template1");
    Flyway.configure()
        .dataSource(first, "minzheng_owner", "owner")
        .locations("classpath:db/migration")
        .javaMigrations(referenceData.toArray(JavaMigration[]::new))
        .load()
        .migrate();
    String second = database("city_two", "city_one");
    one = JdbcClient.create(owner(first));
    two = JdbcClient.create(owner(second));
    gearBefore = gear(one);
    counts = make(first, 7);
    make(second, 7);
  }

  @AfterAll
  void drop() throws SQLException {
    try (Connection admin = admin(TestDatabase.url());
        var statement = admin.createStatement()) {
      statement.execute("DROP DATABASE city_two WITH (FORCE)");
      statement.execute("DROP DATABASE city_one WITH (FORCE)");
    }
  }

  @Test
  void the_same_seed_makes_the_same_rows() {
    assertThat(fingerprint(one)).isEqualTo(fingerprint(two));
  }

  @Test
  void every_key_index_and_trigger_is_back_and_checked() {
    assertThat(gear(one)).isEqualTo(gearBefore);
    assertThat(
            one.sql("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void the_city_has_its_size_and_pays_everybody() {
    assertThat(counts.get("person")).isEqualTo(S.persons());
    assertThat(entitled("DIBAO")).isEqualTo(S.households());
    assertThat(entitled("OLD_AGE")).isEqualTo(S.elders());
    assertThat(entitled("DIBAO_SINGLE")).isEqualTo(S.singles());
    assertThat(number("SELECT count(*) FROM case_file WHERE outcome IS NULL")).isEqualTo(S.open());
    assertThat(number("SELECT count(DISTINCT state) FROM case_file WHERE outcome IS NULL"))
        .isGreaterThan(4);
    assertThat(
            number(
                "SELECT count(*) FROM entitlement e WHERE NOT EXISTS (SELECT FROM payee_account a"
                    + " WHERE a.person_id = e.payee_id AND left(a.region, 6) = left(e.region, 6))"))
        .isLessThan(S.elders() / 4);
  }

  @Test
  void the_search_finds_what_its_triggers_would_have_listed() {
    assertThat(
            number(
                """
                SELECT count(*) FROM (
                  SELECT p.region, p.id, k FROM person p, name_keys(p.name, p.initials) k
                  EXCEPT SELECT region, person_id, suffix FROM name_part)
                """))
        .isZero();
    assertThat(number("SELECT count(*) FROM name_part"))
        .isEqualTo(number("SELECT count(*) FROM person p, name_keys(p.name, p.initials) k"));
    assertThat(
            number(
                """
                SELECT count(*) FROM person p LEFT JOIN person_scope s ON s.person_id = p.id
                WHERE (s.region, s.cause, s.doc_number, s.phone_tail)
                      IS DISTINCT FROM (p.region, 'RESIDENCE', p.doc_number, right(p.phone, 4))
                """))
        .isZero();
  }

  @Test
  void numbers_are_valid_and_of_a_division_that_does_not_exist() {
    record Row(String docNumber, LocalDate birthDate, String sex) {}
    var rows = one.sql("SELECT doc_number, birth_date, sex FROM person").query(Row.class).list();
    assertThat(rows)
        .allSatisfy(
            row -> {
              var number = IdNumber.of(row.docNumber());
              assertThat(row.docNumber()).startsWith("99");
              assertThat(number.birthDate()).isEqualTo(row.birthDate());
              assertThat(number.sex().name()).isEqualTo(row.sex());
            });
  }

  @Test
  void every_determination_replays_from_what_it_kept() {
    record Row(
        String programme,
        LocalDate lawDay,
        String subject,
        String facts,
        String outcome,
        java.math.BigDecimal amount) {}
    var rows =
        one.sql(
                "SELECT programme, law_day, subject, frozen -> 'facts' AS facts, outcome, amount"
                    + " FROM determination")
            .query(Row.class)
            .list();
    assertThat(rows).hasSizeGreaterThan(S.households() + S.singles());
    for (Row row : rows) {
      Facts facts = RulesJson.MAPPER.readValue(row.facts(), Facts.class);
      var fresh = sheets.determine(facts, row.lawDay(), row.programme(), row.subject());
      assertThat(fresh.outcome().name()).isEqualTo(row.outcome());
      if (row.amount() != null)
        assertThat(fresh.amount().amount()).isEqualByComparingTo(row.amount());
    }
  }

  @Test
  void an_inhabited_database_is_recognised() throws SQLException {
    try (Connection connection = owner(url("city_one")).getConnection()) {
      assertThat(Population.inhabited(connection)).isTrue();
    }
  }

  private Map<String, Long> make(String url, long seed) throws SQLException {
    var small = new AnnotationConfigApplicationContext();
    small.registerBean(JdbcClient.class, () -> JdbcClient.create(owner(url)));
    small.registerBean(Audit.class, () -> audit);
    small.registerBean(Clock.class, () -> clock);
    small.register(Standards.class, Programmes.class);
    small.refresh();
    try (small;
        Connection connection = owner(url).getConnection()) {
      var standards = small.getBean(Standards.class).book();
      sheets = new Sheets(small.getBean(Programmes.class).book(), standards);
      return Population.make(
          connection,
          new Population.Sources(
              new ArrayList<>(regions.inside("5101")), days.calendar(), standards, sheets),
          new Population.Plan(S, seed, TODAY, "5101", "{noop}x"));
    }
  }

  private static List<String> gear(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
            UNION ALL
            SELECT pg_get_indexdef(indexrelid) || ' ' || indisvalid::text FROM pg_index
            WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            UNION ALL
            SELECT pg_get_triggerdef(oid) || ' ' || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
            ORDER BY 1
            """)
        .query(String.class)
        .list();
  }

  private static Map<String, String> fingerprint(JdbcClient jdbc) {
    var sums = new LinkedHashMap<String, String>();
    for (String table : Population.tables())
      sums.put(
          table,
          jdbc.sql(
                  "SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' ORDER BY"
                      + " t::text)), '') FROM %s t".formatted(table))
              .query(String.class)
              .single());
    return sums;
  }

  private long entitled(String programme) {
    return number("SELECT count(*) FROM entitlement WHERE programme = '" + programme + "'");
  }

  private long number(String sql) {
    return one.sql(sql).query(Long.class).single();
  }

  private static String database(String name, String template) throws SQLException {
    try (Connection admin = admin(TestDatabase.url());
        var statement = admin.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
      statement.execute("GRANT CREATE ON DATABASE " + name + " TO minzheng_owner");
    }
    if (template.equals("template1"))
      try (Connection admin = admin(url(name));
          var roles = Population.class.getResourceAsStream("/db/bootstrap/roles.sql");
          var statement = admin.createStatement()) {
        statement.execute(
            new String(roles.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    return url(name);
  }

  private static String url(String name) {
    return TestDatabase.url().replaceFirst("/minzheng$", "/" + name);
  }

  private static Connection admin(String url) throws SQLException {
    return DriverManager.getConnection(url, "postgres", "postgres");
  }

  private static DataSource owner(String url) {
    return new DriverManagerDataSource(url, "minzheng_owner", "owner");
  }
}
