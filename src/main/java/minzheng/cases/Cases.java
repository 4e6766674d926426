package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.Actor;
import minzheng.kernel.Money;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 案件: opening, and the one way a case changes its state ({@link #move}). */
@Service
public class Cases {
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final CaseStore store;
  private final CaseHistory history;
  private final CaseTypes types;
  private final CaseNumbers numbers;
  private final Clocks clocks;
  private final Delegations delegations;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Cases(
      CaseStore store,
      CaseHistory history,
      CaseTypes types,
      CaseNumbers numbers,
      Clocks clocks,
      Delegations delegations,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.history = history;
    this.types = types;
    this.numbers = numbers;
    this.clocks = clocks;
    this.delegations = delegations;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws NotFound when there is none in the person's scope
   */
  @Transactional(readOnly = true)
  public CaseView get(long id) {
    return store.find(id).orElseThrow(() -> new NotFound("案件"));
  }

  @Transactional(readOnly = true)
  public Optional<CaseView> byNumber(String number) {
    return store.byNumber(number.strip());
  }

  @Transactional(readOnly = true)
  public List<CaseView> byIds(Collection<Long> ids) {
    return store.byIds(ids);
  }

  /** Every case a person is part of, newest first. */
  @Transactional(readOnly = true)
  public List<CaseView> ofPerson(long personId) {
    return store.ofPerson(personId);
  }

  /** Every case of a household, newest first. */
  @Transactional(readOnly = true)
  public List<CaseView> ofHousehold(long householdId) {
    return store.ofHousehold(householdId);
  }

  /** The timeline, oldest first. */
  @Transactional(readOnly = true)
  public List<CaseStep> steps(long id) {
    return history.steps(get(id).id());
  }

  /**
   * The case a form has already opened. Call it first when an intake writes more than the case: the
   * key is held until the end of the transaction, so a second submit waits and then finds the case.
   */
  @Transactional
  public Optional<CaseView> intake(String key) {
    store.lockIntake(key);
    return store.byIntake(key);
  }

  /** Opens a case in its first state and gives it the next number; again the same by its key. */
  @Transactional
  public CaseView open(NewCase wanted, CurrentUser user) {
    if (wanted.intakeKey() != null) {
      var opened = intake(wanted.intakeKey());
      if (opened.isPresent()) return opened.get();
    }
    CaseType type = types.get(wanted.type());
    State first = type.procedure().initial();
    Officer officer = Officer.of(user);
    if (first.role() != null && !officer.holds(first.role(), first.desk(), wanted.region()))
      throw new RuleViolation(
          null,
          "“%s”由%s%s登记，您的账号没有这项职责，或住址不在您的辖区。"
              .formatted(type.title(), first.desk().label(), first.role().label()));
    LocalDate today = LocalDate.now(clock);
    LocalDate day = MoveRules.effective(wanted.effectiveOn(), wanted.reason(), null, today);
    LocalDate law = wanted.lawDay() == null ? day : wanted.lawDay();
    if (law.isAfter(today)) throw new RuleViolation("lawDay", "适用日期不能晚于今日 " + today + "。");
    String limitClass = wanted.limitClass() == null ? type.standardClass() : wanted.limitClass();
    String number = numbers.next(type.prefix(), wanted.region(), day.getYear()).value();
    var standing =
        new Standing(
            first.code(),
            day,
            day,
            clocks.step(first, limitClass, wanted.region(), day),
            limitClass,
            null,
            Due.NONE,
            null,
            false,
            first.role(),
            first.desk() == null ? null : first.desk().office(wanted.region()),
            new Standing.Handler(user.accountId(), user.name()),
            null,
            null);
    long id = store.insert(wanted, number, standing, user.actor(), law, clock.instant());
    CaseView file = get(id);
    history.append(
        file,
        CaseStep.by(
            officer,
            CaseActions.OPEN,
            "登记",
            null,
            first.code(),
            first.role() == null ? null : MoveRules.tag(first.role(), first.desk()),
            null,
            day,
            wanted.reason(),
            null,
            clock.instant()));
    tell(file, CaseActions.OPEN, null, officer.actor());
    return file;
  }

  /**
   * Takes a step: the only way a case changes its state. The case is locked first, so of two people
   * pressing at once the second is told who was faster.
   *
   * @throws RuleViolation when the step is not possible, not this person's, or incomplete
   */
  @Transactional
  public CaseView move(long id, Move move, CurrentUser user) {
    return move(id, move, Officer.of(user), false);
  }

  /** What the person may do with the case now; with a refusal where only a rule stands against. */
  @Transactional(readOnly = true)
  public List<Choice> choices(CaseView file, CurrentUser user) {
    Officer officer = Officer.of(user);
    State state = types.state(file);
    var past = history.steps(file.id());
    CaseType type = types.get(file.type());
    return type.procedure().from(file.state()).stream()
        .filter(step -> MoveRules.entitled(file, state, step, officer))
        .filter(step -> type.offers(file, step))
        .map(step -> new Choice(step, MoveRules.refusal(file, state, step, officer, past)))
        .toList();
  }

  /**
   * A step offered to a person.
   *
   * @param refusal why this person may not take it, or null
   */
  public record Choice(Transition step, String refusal) {
    public boolean open() {
      return refusal == null;
    }
  }

  /** What the case is about in numbers: members counted, and the amount proposed or decided. */
  @Transactional
  public void propose(long id, int members, Money amount) {
    store.propose(get(id).id(), members, amount);
  }

  /** Further persons the case is about. */
  @Transactional
  public void involve(long id, Collection<Long> persons) {
    store.involve(id, get(id).region(), persons);
  }

  /**
   * What a step would do, without doing it: for the page that shows everything before it counts.
   *
   * @throws RuleViolation as {@link #move} would
   */
  @Transactional
  public Checked check(long id, Move move, CurrentUser user) {
    return check(get(id), move, Officer.of(user), false);
  }

  /**
   * A step that may be taken.
   *
   * @param day the day it counts
   * @param to where it leads
   */
  public record Checked(CaseView file, Transition step, State from, State to, LocalDate day) {}

  private Checked check(CaseView file, Move move, Officer officer, boolean fromNotice) {
    CaseType type = types.get(file.type());
    Procedure procedure = type.procedure();
    var past = history.steps(file.id());
    if (move.version() != null && move.version() != file.version()) throw overtaken(file, past);
    Transition step =
        procedure.find(file.state(), move.action()).orElseThrow(() -> overtaken(file, past));
    State from = types.state(file);
    String refusal = MoveRules.refusal(file, from, step, officer, past);
    if (refusal != null) throw new RuleViolation(null, refusal);
    if (!fromNotice && procedure.notice() != null && procedure.notice().reserves(step.action()))
      throw new RuleViolation(null, "“%s”请在公示页面办理。".formatted(step.label()));
    MoveRules.checkOpinion(step, move.opinion());
    LocalDate day =
        MoveRules.effective(
            move.effectiveOn(),
            officer.isSystem() ? "到期自动办理" : move.reason(),
            file.lastEffective(),
            LocalDate.now(clock));
    MoveRules.checkMissing(step, type.missing(file));
    type.beforeMove(file, step, move);
    return new Checked(file, step, from, procedure.state(step.to()).orElseThrow(), day);
  }

  CaseView move(long id, Move move, Officer officer, boolean fromNotice) {
    CaseView file = store.lock(id).orElseThrow(() -> new NotFound("案件"));
    var checked = check(file, move, officer, fromNotice);
    Transition step = checked.step();
    boolean late = checked.day().isBefore(LocalDate.now(clock)) && !officer.isSystem();
    var row =
        CaseStep.by(
            officer,
            step.action(),
            step.label(),
            checked.from().code(),
            checked.to().code(),
            MoveRules.tag(checked.from(), step),
            blankToNull(move.opinion()),
            checked.day(),
            late ? move.reason().strip() : null,
            file.stepDue(),
            clock.instant());
    var progress = new Progress(file, types.get(file.type()), clocks, history);
    var past = history.steps(id);
    var left = progress.after(step, checked.to(), row, past);
    store.save(id, delegations.redirect(left, types.get(file.type()), checked.to(), row, past));
    history.append(file, row);
    tell(get(id), step.action(), checked.from().code(), officer.actor());
    return get(id);
  }

  private void tell(CaseView file, String action, String from, Actor actor) {
    events.publishEvent(
        new CaseMoved(
            file.id(),
            file.type(),
            action,
            from,
            file.state(),
            file.outcome(),
            file.lastEffective(),
            actor));
  }

  /** Somebody was faster, or the page was old: who, when, what, and where the case stands now. */
  private RuleViolation overtaken(CaseView file, List<CaseStep> past) {
    CaseStep last = past.getLast();
    return new RuleViolation(
        null,
        "%s已于%s办理“%s”，本案现为“%s”。请刷新后再办理。"
            .formatted(
                last.actor(),
                MINUTE.format(last.recordedAt().atZone(clock.getZone())),
                last.label(),
                types.state(file).label()));
  }

  private static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }
}
