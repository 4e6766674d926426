package minzheng.subsidy.change;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.cases.Move;
import minzheng.cases.NewCase;
import minzheng.cases.Outcome;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.payments.Entitlement;
import minzheng.payments.Entitlements;
import minzheng.people.Households;
import minzheng.people.Member;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.SubsidyCase;
import minzheng.subsidy.desk.SubsidyCases;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 变更或停发: opened for what is paid since an approved case, and the recipient's hearing. */
@Service
public class Changes {
  private final Cases cases;
  private final SubsidyCases subsidyCases;
  private final ChangeStore store;
  private final Entitlements entitlements;
  private final Households households;
  private final Clock clock;

  Changes(
      Cases cases,
      SubsidyCases subsidyCases,
      ChangeStore store,
      Entitlements entitlements,
      Households households,
      Clock clock) {
    this.cases = cases;
    this.subsidyCases = subsidyCases;
    this.store = store;
    this.entitlements = entitlements;
    this.households = households;
    this.clock = clock;
  }

  /**
   * What is to be opened.
   *
   * @param caseId the approved case by which it is paid
   * @param eventOn the day of the event
   * @param effectiveOn the day of registration; null: today
   * @param backdated why that day lies before today
   * @param key drawn with the empty form, so that a double submit opens one case; may be null
   */
  public record Opening(
      long caseId,
      ChangeReason reason,
      LocalDate eventOn,
      String note,
      LocalDate effectiveOn,
      String backdated,
      String key) {}

  /** What a change would be opened for. */
  record Paid(CaseView file, SubsidyCase own, Entitlement entitlement) {}

  /**
   * The approved case behind a number of a case, of a change of it, or of an entitlement.
   *
   * @throws RuleViolation when nothing is paid, or no longer
   */
  @Transactional(readOnly = true)
  public Paid paid(long caseId) {
    long source = store.find(caseId).map(Change::sourceCase).orElse(caseId);
    CaseView file = cases.get(source);
    SubsidyCase own = subsidyCases.get(source);
    if (file.outcome() != Outcome.APPROVED || own.entitlementId() == null)
      throw new RuleViolation(null, "案件 " + file.number() + " 没有在发放的待遇，不用办理变更");
    Entitlement paid = entitlements.get(own.entitlementId());
    if (paid.state() == Entitlement.State.STOPPED)
      throw new RuleViolation(null, "案件 " + file.number() + " 的待遇已停发；需要恢复的请重新申请");
    return new Paid(file, own, paid);
  }

  /**
   * The approved case by which an entitlement is paid.
   *
   * @throws NotFound when it is not paid by a case of this desk
   */
  @Transactional(readOnly = true)
  public long caseOf(long entitlementId) {
    return subsidyCases.paidBy(entitlementId).orElseThrow(() -> new NotFound("待遇"));
  }

  /**
   * Opens the change.
   *
   * @return the change case
   * @throws RuleViolation with the field that stands against it
   */
  @Transactional
  public long open(Opening o, CurrentUser user) {
    String key = o.key() == null ? null : "change:" + o.key();
    if (key != null) {
      var opened = cases.intake(key);
      if (opened.isPresent()) return opened.get().id();
    }
    Paid paid = paid(o.caseId());
    refuseSecond(paid.entitlement());
    if (o.reason() == null) throw new RuleViolation("cause", "请选择变更原因");
    checkDay(o.eventOn(), paid);
    boolean ends = ends(o, paid);
    LocalDate law = ends || !o.reason().fromNextDay() ? o.eventOn() : o.eventOn().plusDays(1);
    if (law.isAfter(LocalDate.now(clock)))
      throw new RuleViolation("eventOn", "死亡或离开家庭的当天仍计为家庭成员，请自次日起登记变更");
    CaseView source = paid.file();
    CaseView file =
        cases.open(
            new NewCase(
                ChangeCaseType.CODE,
                source.region(),
                source.title(),
                source.personId(),
                source.householdId(),
                persons(paid.own(), law),
                law,
                o.effectiveOn(),
                o.backdated(),
                null,
                key),
            user);
    subsidyCases.changes(file, paid.own());
    store.insert(
        new Change(
            file.id(),
            file.region(),
            source.id(),
            paid.entitlement().id(),
            o.reason(),
            o.eventOn(),
            o.note() == null ? "" : o.note().strip(),
            ends,
            null));
    cases.propose(file.id(), source.members(), null);
    return file.id();
  }

  private void refuseSecond(Entitlement paid) {
    var open =
        cases.byIds(store.of(paid.id()).stream().map(Change::caseId).toList()).stream()
            .filter(c -> !c.decided())
            .findFirst();
    if (open.isPresent())
      throw new RuleViolation(null, "这项待遇已有在办的变更案件 " + open.get().number() + "，请先办结");
  }

  private void checkDay(LocalDate day, Paid paid) {
    if (day == null) throw new RuleViolation("eventOn", "请填写变化发生的日期");
    if (day.isAfter(LocalDate.now(clock))) throw new RuleViolation("eventOn", "变化发生的日期不能晚于今天");
    if (day.isBefore(paid.file().lawDay()))
      throw new RuleViolation(
          "eventOn", "变化发生的日期不能早于原案件的适用日 " + paid.file().lawDay() + "；认定时就有误的，请另行复查");
  }

  /** Also a death ends the right, when it was the person's own, or nobody is left. */
  private boolean ends(Opening o, Paid paid) {
    if (o.reason().ends()) return true;
    return o.reason() == ChangeReason.DEATH
        && (paid.own().personId() != null
            || households.members(paid.own().householdId(), o.eventOn().plusDays(1)).isEmpty());
  }

  private List<Long> persons(SubsidyCase own, LocalDate day) {
    if (own.personId() != null) return List.of(own.personId());
    return households.members(own.householdId(), day).stream().map(Member::personId).toList();
  }

  @Transactional(readOnly = true)
  public Optional<Change> find(long caseId) {
    return store.find(caseId);
  }

  /**
   * Notes what the recipient said; the case goes on to the reviewer. The step counts from the day
   * of the hearing.
   *
   * @param backdated why that day lies before today
   * @throws RuleViolation with the field that is wrong
   */
  @Transactional
  public void hear(long caseId, Hearing heard, String backdated, CurrentUser user) {
    Change change = store.find(caseId).orElseThrow(() -> new NotFound("变更案件"));
    CaseView file = cases.get(caseId);
    if (heard.heardOn() == null) throw new RuleViolation("heardOn", "请填写听取意见的日期");
    if (heard.heardOn().isAfter(LocalDate.now(clock)))
      throw new RuleViolation("heardOn", "听取意见的日期不能晚于今天");
    if (heard.heardOn().isBefore(file.enteredOn()))
      throw new RuleViolation("heardOn", "听取意见不能早于提出降低或停发的 " + file.enteredOn());
    if (blank(heard.person())) throw new RuleViolation("person", "请填写听取了谁的意见");
    if (heard.manner() == null) throw new RuleViolation("manner", "请选择听取方式");
    if (blank(heard.said()))
      throw new RuleViolation(
          "said", heard.manner() == Hearing.Manner.NOT_POSSIBLE ? "请写明为什么无法听取" : "请写明当事人说了什么");
    store.hear(change, heard, user.accountId());
    cases.move(
        caseId,
        new Move(ChangeProcedure.NOTE_HEARING, heard.words(), heard.heardOn(), backdated, null),
        user);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
