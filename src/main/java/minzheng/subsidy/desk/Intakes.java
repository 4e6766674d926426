package minzheng.subsidy.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import minzheng.cases.Cases;
import minzheng.cases.NewCase;
import minzheng.kernel.IdNumber;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Payees;
import minzheng.people.DocType;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.people.PersonEntry;
import minzheng.people.Persons;
import minzheng.people.Relation;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * 收件: a draft keeps what was typed; handed in, it becomes persons, a household, evidence and one
 * case, all or nothing. The draft's id is the intake's key, so a double click makes one case.
 */
@Service
public class Intakes {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;
  private final Persons persons;
  private final Households households;
  private final Declarations declarations;
  private final Cases cases;
  private final Payees payees;
  private final SubsidyCases subsidyCases;
  private final RegisterCheck register;

  Intakes(
      JdbcClient jdbc,
      JsonMapper json,
      Clock clock,
      Persons persons,
      Households households,
      Declarations declarations,
      Cases cases,
      Payees payees,
      SubsidyCases subsidyCases,
      RegisterCheck register) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
    this.persons = persons;
    this.households = households;
    this.declarations = declarations;
    this.cases = cases;
    this.payees = payees;
    this.subsidyCases = subsidyCases;
    this.register = register;
  }

  /** A draft in a list. */
  record Draft(UUID id, String programme, String applicant, Instant updatedAt, Long caseId) {
    public String label() {
      return ProgrammeKind.of(programme).label();
    }

    public String name() {
      return applicant.isBlank() ? "未命名" : applicant;
    }
  }

  /** Keeps the form as typed. */
  @Transactional
  public void save(UUID id, IntakeForm form, CurrentUser user) {
    int kept =
        jdbc.sql(
                """
                INSERT INTO intake_draft (id, region, account_id, programme, applicant, form, updated_at)
                VALUES (:id, :region, :account, :programme, :applicant, :form::jsonb, :now)
                ON CONFLICT (id) DO UPDATE SET programme = :programme, applicant = :applicant,
                  form = :form::jsonb, updated_at = :now
                WHERE intake_draft.account_id = :account AND intake_draft.case_id IS NULL
                """)
            .param("id", id)
            .param("region", user.region())
            .param("account", user.accountId())
            .param("programme", ProgrammeKind.of(form.getProgramme()).name())
            .param("applicant", form.applicant())
            .param("form", json.writeValueAsString(form))
            .param("now", Timestamp.from(clock.instant()))
            .update();
    if (kept == 0) throw new RuleViolation(null, "这份收件已经提交，不能再改；请从案件列表打开它");
  }

  @Transactional(readOnly = true)
  public IntakeForm open(UUID id, CurrentUser user) {
    return jdbc.sql("SELECT form::text FROM intake_draft WHERE id = ? AND account_id = ?")
        .params(id, user.accountId())
        .query(String.class)
        .optional()
        .map(text -> json.readValue(text, IntakeForm.class))
        .orElseThrow(() -> new NotFound("收件草稿"));
  }

  /** The case a draft has become, if it has. */
  @Transactional(readOnly = true)
  public Optional<Long> caseOf(UUID id) {
    return jdbc.sql("SELECT case_id FROM intake_draft WHERE id = ? AND case_id IS NOT NULL")
        .param(id)
        .query(Long.class)
        .optional();
  }

  /** A person's own drafts, the latest first. */
  @Transactional(readOnly = true)
  public List<Draft> drafts(CurrentUser user) {
    return jdbc.sql(
            """
            SELECT id, programme, applicant, updated_at, case_id FROM intake_draft
            WHERE account_id = ? AND case_id IS NULL ORDER BY updated_at DESC LIMIT 20
            """)
        .param(user.accountId())
        .query(Draft.class)
        .list();
  }

  @Transactional
  public void discard(UUID id, CurrentUser user) {
    jdbc.sql("DELETE FROM intake_draft WHERE id = ? AND account_id = ? AND case_id IS NULL")
        .params(id, user.accountId())
        .update();
  }

  /** What stands against handing it in, each at its field; an empty list: it can become a case. */
  @Transactional(readOnly = true)
  public List<RuleViolation> problems(IntakeForm form, CurrentUser user) {
    LocalDate today = LocalDate.now(clock);
    var problems = IntakeCheck.problems(form, today, user.region());
    return problems.isEmpty()
        ? register.problems(form, IntakeCheck.applyDate(form, today))
        : problems;
  }

  /**
   * Hands the draft in.
   *
   * @return the case, the same one for a second click
   * @throws RuleViolation with the field that stands against it; nothing is saved then
   */
  @Transactional
  public long submit(UUID id, CurrentUser user) {
    jdbc.sql("SELECT id FROM intake_draft WHERE id = ? FOR UPDATE")
        .param(id)
        .query(UUID.class)
        .optional();
    var done = caseOf(id);
    if (done.isPresent()) return done.get();
    IntakeForm form = open(id, user);
    var problems = problems(form, user);
    if (!problems.isEmpty()) throw problems.getFirst();
    LocalDate day = IntakeCheck.applyDate(form, LocalDate.now(clock));
    var kind = ProgrammeKind.of(form.getProgramme());

    List<Long> ids = register(form);
    long head = ids.get(form.head());
    long household = household(form, ids, head, day);
    for (int i = 0; i < ids.size(); i++)
      declarations.member(ids.get(i), form.getMembers().get(i), kind, day);
    declarations.household(household, form, kind, day);
    account(form, head);
    refuseSecondCase(household, kind);

    var opened =
        cases.open(
            new NewCase(
                kind.name(),
                form.getRegion().strip(),
                form.applicant(),
                head,
                household,
                ids,
                day,
                day,
                form.getBackdateReason().isBlank() ? null : form.getBackdateReason().strip(),
                null,
                id.toString()),
            user);
    subsidyCases.record(
        opened, kind, household, kind.personal() ? head : null, form, signed(form, ids));
    jdbc.sql("UPDATE intake_draft SET case_id = ? WHERE id = ?").params(opened.id(), id).update();
    return opened.id();
  }

  private void refuseSecondCase(long household, ProgrammeKind kind) {
    var open =
        cases.ofHousehold(household).stream()
            .filter(c -> c.type().equals(kind.name()) && !c.decided())
            .findFirst();
    if (open.isPresent())
      throw new RuleViolation(
          null, "本户已有在办的" + kind.title() + "案件 " + open.get().number() + "，不能重复收件");
  }

  private List<Long> register(IntakeForm form) {
    var ids = new ArrayList<Long>();
    for (int i = 0; i < form.getMembers().size(); i++) {
      MemberForm m = form.getMembers().get(i);
      var number = IdNumber.of(m.getIdNumber().strip());
      var found = persons.find(DocType.ID, number.value());
      try {
        ids.add(found.isPresent() ? found.get().id() : persons.register(entry(form, m, number)));
      } catch (RuleViolation e) {
        throw e.at("members[" + i + "]." + (e.field() == null ? "idNumber" : field(e.field())));
      }
    }
    return ids;
  }

  private static String field(String personField) {
    return switch (personField) {
      case "docNumber" -> "idNumber";
      case "name", "sex", "birthDate", "hukou" -> personField;
      default -> "idNumber";
    };
  }

  private static PersonEntry entry(IntakeForm form, MemberForm m, IdNumber number) {
    String region = form.getRegion().strip();
    boolean head = m.getRelation().equals("HEAD");
    return new PersonEntry(
        DocType.ID,
        number.value(),
        m.getName().strip(),
        number.sex(),
        number.birthDate(),
        m.getHukou().isBlank() ? region : m.getHukou().strip(),
        region,
        head && !form.getPhone().isBlank() ? form.getPhone().strip() : null,
        form.getAddress().strip());
  }

  /** The family the applicant lives in on the day, completed; or a new one. */
  private long household(IntakeForm form, List<Long> ids, long head, LocalDate day) {
    var current = households.of(head, day);
    long household =
        current.isPresent()
            ? current.get().householdId()
            : households.open(form.getRegion().strip(), form.getAddress().strip(), day, head);
    Set<Long> there =
        households.members(household, day).stream()
            .map(Member::personId)
            .collect(Collectors.toSet());
    for (int i = 0; i < ids.size(); i++) {
      if (there.contains(ids.get(i))) continue;
      try {
        households.add(
            household, ids.get(i), Relation.valueOf(form.getMembers().get(i).getRelation()), day);
      } catch (RuleViolation e) {
        throw e.at("members[" + i + "].idNumber");
      }
    }
    return household;
  }

  private void account(IntakeForm form, long head) {
    if (form.getAccountNumber().isBlank()) return;
    try {
      payees.set(
          head,
          form.getRegion().strip(),
          new Payees.Entry(form.getBank(), form.getAccountNumber(), form.applicant(), null));
    } catch (RuleViolation e) {
      throw e.at("bank".equals(e.field()) ? "bank" : "accountNumber");
    }
  }

  private static Set<Long> signed(IntakeForm form, List<Long> ids) {
    return IntStream.range(0, ids.size())
        .filter(i -> form.getMembers().get(i).isConsent())
        .mapToObj(ids::get)
        .collect(Collectors.toSet());
  }
}
