package minzheng.subsidy;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import minzheng.audit.Audit;
import minzheng.cases.CaseNumbers;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RegionCode;
import minzheng.kernel.RuleViolation;
import minzheng.standards.Standards;
import minzheng.subsidy.rules.Assessment;
import minzheng.subsidy.rules.BookStandards;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.RulesJson;
import minzheng.subsidy.rules.StandardValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 测算: determines by the interpreter, freezes what decides, and replays it on request. */
@Service
public class Determinations {
  private static final String SELECT =
      """
      SELECT id, region, number, ordinal, law_day, programme_version, household_id, person_id,
             case_id, frozen::text AS frozen, supersedes, decider, decided_at
      FROM determination
      """;

  private final JdbcClient jdbc;
  private final Programmes programmes;
  private final Standards standards;
  private final CaseNumbers numbers;
  private final Regions regions;
  private final Audit audit;
  private final Clock clock;

  Determinations(
      JdbcClient jdbc,
      Programmes programmes,
      Standards standards,
      CaseNumbers numbers,
      Regions regions,
      Audit audit,
      Clock clock) {
    this.jdbc = jdbc;
    this.programmes = programmes;
    this.standards = standards;
    this.numbers = numbers;
    this.regions = regions;
    this.audit = audit;
    this.clock = clock;
  }

  /** What these programmes find; nothing is kept. For a person programme one result per member. */
  @Transactional(readOnly = true)
  public List<Result> preview(Facts facts, LocalDate on, List<String> codes) {
    var assessment =
        new Assessment(facts, on, programmes.book(), new BookStandards(standards.book()));
    return Sheets.results(assessment, codes);
  }

  /** The result as pages and papers show it: areas by name, from the city down. */
  public Result named(Result result) {
    return result.named(code -> regions.path(code, RegionCode.Level.CITY));
  }

  /**
   * Determines and keeps it whole.
   *
   * @throws RuleViolation if no version of the programme is in force on the day
   */
  @Transactional
  public Determination freeze(DeterminationRequest request) {
    var sheet =
        new Sheets(programmes.book(), standards.book())
            .freeze(
                request.facts(),
                request.on(),
                request.programme(),
                request.subject(),
                request.besides());
    return get(insert(request, sheet));
  }

  private long insert(DeterminationRequest request, Sheets.Sheet sheet) {
    Result result = sheet.result();
    Actor actor = Audit.actor();
    record Before(long id, int ordinal, String number) {}
    Optional<Before> before =
        jdbc.sql(
                """
                SELECT id, ordinal, number FROM determination
                WHERE case_id = ? AND programme = ? AND subject = ?
                ORDER BY ordinal DESC LIMIT 1
                """)
            .params(request.caseId(), request.programme(), request.subject())
            .query(Before.class)
            .optional();
    int ordinal = before.map(b -> b.ordinal() + 1).orElse(1);
    String number =
        before
            .map(b -> first(b.number(), b.ordinal()) + "-" + ordinal)
            .orElseGet(() -> next(request.facts().region()));
    long id =
        jdbc.sql(
                """
                INSERT INTO determination (region, number, ordinal, programme, programme_version,
                  law_day, subject, household_id, person_id, case_id, outcome, amount, period,
                  first_month, persons, frozen, supersedes, decided_by, decider, decided_at)
                VALUES (:region, :number, :ordinal, :programme, :version, :on, :subject, :household,
                  :person, :case, :outcome, :amount, :period, :first, :persons, :frozen::jsonb,
                  :before, :by, :decider, :at) RETURNING id
                """)
            .param("region", request.facts().region())
            .param("number", number)
            .param("ordinal", ordinal)
            .param("programme", request.programme())
            .param("version", sheet.version().id())
            .param("on", request.on())
            .param("subject", request.subject())
            .param("household", request.householdId())
            .param("person", request.personId())
            .param("case", request.caseId())
            .param("outcome", result.outcome().name())
            .param("amount", result.amount() == null ? null : result.amount().amount())
            .param("period", result.period() == null ? null : result.period().name())
            .param("first", result.firstMonth() == null ? null : result.firstMonth().atDay(1))
            .param("persons", result.persons())
            .param("frozen", sheet.frozen())
            .param("before", before.map(Before::id).orElse(null))
            .param("by", actor.accountId() == 0 ? null : actor.accountId())
            .param("decider", actor.name())
            .param("at", Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    audit.write("测算", "测算单", number, request.facts().region());
    return id;
  }

  private static String first(String number, int ordinal) {
    return ordinal == 1 ? number : number.substring(0, number.lastIndexOf('-'));
  }

  private String next(String region) {
    return numbers.next("CS", region, LocalDate.now(clock).getYear()).value();
  }

  /**
   * One determination.
   *
   * @throws NotFound also when it lies outside the scope
   */
  @Transactional(readOnly = true)
  public Determination get(long id) {
    return find(" WHERE id = ?", id).stream().findFirst().orElseThrow(() -> new NotFound("测算单"));
  }

  /** All of a case, the latest first. */
  @Transactional(readOnly = true)
  public List<Determination> ofCase(long caseId) {
    return find(" WHERE case_id = ? ORDER BY id DESC", caseId);
  }

  /** All of a household, the latest first. */
  @Transactional(readOnly = true)
  public List<Determination> ofHousehold(long householdId) {
    return find(" WHERE household_id = ? ORDER BY id DESC", householdId);
  }

  /** All of a person, the latest first. */
  @Transactional(readOnly = true)
  public List<Determination> ofPerson(long personId) {
    return find(" WHERE person_id = ? ORDER BY id DESC", personId);
  }

  /**
   * Replays a determination from what it kept, and holds the values it read against the register.
   */
  @Transactional(readOnly = true)
  public Comparison recompute(long id) {
    Stored stored =
        stored(" WHERE id = ?", id).stream().findFirst().orElseThrow(() -> new NotFound("测算单"));
    Frozen frozen = stored.read();
    List<Result> fresh = frozen.replay(programmes.find(frozen.versions()));
    var differences = new ArrayList<String>();
    for (int i = 0; i < fresh.size(); i++) {
      differences.addAll(Comparison.differences(frozen.results().get(i), fresh.get(i)));
    }
    differences.addAll(standardsChanged(frozen.standards()));
    return new Comparison(
        clock.instant(), frozen.results().getFirst(), fresh.getFirst(), List.copyOf(differences));
  }

  /** A published standard is locked; a deviation would mean that somebody got past that. */
  private List<String> standardsChanged(List<StandardValue> read) {
    Map<Long, String> register = new HashMap<>();
    standards
        .find(read.stream().map(StandardValue::id).toList())
        .forEach(row -> register.put(row.id(), row.value()));
    return read.stream()
        .filter(value -> !value.value().equals(register.get(value.id())))
        .map(value -> "标准 " + value.code() + " 与登记的不同：冻结 " + value.value())
        .toList();
  }

  private List<Determination> find(String where, long key) {
    List<Stored> rows = stored(where, key);
    var versions = new HashMap<Long, ProgrammeVersion>();
    programmes
        .find(rows.stream().map(Stored::programmeVersion).distinct().toList())
        .forEach(version -> versions.put(version.id(), version));
    return rows.stream().map(row -> row.with(versions.get(row.programmeVersion()))).toList();
  }

  private List<Stored> stored(String where, long key) {
    return jdbc.sql(SELECT + where).param(key).query(Stored.class).list();
  }

  /** A row as it stands in the database. */
  private record Stored(
      long id,
      String region,
      String number,
      int ordinal,
      LocalDate lawDay,
      long programmeVersion,
      Long householdId,
      Long personId,
      Long caseId,
      String frozen,
      Long supersedes,
      String decider,
      OffsetDateTime decidedAt) {
    Frozen read() {
      return RulesJson.MAPPER.readValue(frozen, Frozen.class);
    }

    Determination with(ProgrammeVersion version) {
      Frozen kept = read();
      List<Result> results = kept.results();
      return new Determination(
          id,
          region,
          number,
          ordinal,
          lawDay,
          version,
          householdId,
          personId,
          caseId,
          kept.facts(),
          results.getFirst(),
          List.copyOf(results.subList(1, results.size())),
          kept.standards(),
          supersedes,
          decider,
          decidedAt.toInstant());
    }
  }
}
