package minzheng.cases;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 领取、转办、改派: who handles a case. Touches neither its state nor its clocks. */
@Service
public class Handling {
  private final CaseStore store;
  private final CaseTypes types;
  private final Accounts accounts;
  private final CaseHistory history;
  private final AssignmentMessages told;
  private final Clock clock;

  Handling(
      CaseStore store,
      CaseTypes types,
      Accounts accounts,
      CaseHistory history,
      AssignmentMessages told,
      Clock clock) {
    this.store = store;
    this.types = types;
    this.accounts = accounts;
    this.history = history;
    this.told = told;
    this.clock = clock;
  }

  /** Takes a case out of the office's inbox; again by the same person changes nothing. */
  @Transactional
  public CaseView take(long id, CurrentUser user) {
    CaseView file = lock(id);
    State state = turn(file);
    if (Objects.equals(file.assigneeId(), user.accountId())) return file;
    if (file.assigneeId() != null)
      throw new RuleViolation(null, "本案已由%s领取，如需接手请其转办。".formatted(file.assigneeName()));
    Officer officer = Officer.of(user);
    if (!officer.holds(state.role(), state.desk(), file.region()))
      throw new RuleViolation(
          null, "本案轮到%s%s，您的账号没有这项职责。".formatted(state.desk().label(), state.role().label()));
    var barred = barred(file, state, user.accountId());
    if (barred.isPresent())
      throw new RuleViolation(null, "您已办理本案的“%s”，本环节须由另一人办理。".formatted(barred.get().label()));
    return change(
        file,
        CaseActions.TAKE,
        "领取",
        new Standing.Handler(user.accountId(), user.name()),
        null,
        officer);
  }

  /** Puts a case back into the office's inbox. */
  @Transactional
  public CaseView release(long id, String reason, CurrentUser user) {
    CaseView file = lock(id);
    turn(file);
    requireReason(reason);
    if (file.assigneeId() == null) return file;
    mayDispose(file, user);
    return change(file, CaseActions.RELEASE, "放回待领", null, reason.strip(), Officer.of(user));
  }

  /**
   * Gives a case to a colleague who has the same duty: by its handler, by anybody whose turn it is
   * while nobody has it, or by a supervisor.
   */
  @Transactional
  public CaseView handOver(long id, long accountId, String reason, CurrentUser user) {
    CaseView file = lock(id);
    State state = turn(file);
    requireReason(reason);
    mayDispose(file, user);
    var colleague =
        colleagues(file, state).stream()
            .filter(a -> a.id() == accountId)
            .findFirst()
            .orElseThrow(() -> new RuleViolation("assignee", "所选人员没有办理本环节的职责，请另选一人。"));
    if (Objects.equals(file.assigneeId(), accountId)) return file;
    var barred = barred(file, state, accountId);
    if (barred.isPresent())
      throw new RuleViolation(
          "assignee", "%s已办理本案的“%s”，本环节须由另一人办理。".formatted(colleague.name(), barred.get().label()));
    CaseView handed =
        change(
            file,
            CaseActions.HAND_OVER,
            "转办",
            new Standing.Handler(colleague.id(), colleague.name()),
            "转给%s：%s".formatted(colleague.name(), reason.strip()),
            Officer.of(user));
    told.tell(handed, user.actor());
    return handed;
  }

  /** Accounts that could handle the case now, without those a rule keeps from it. */
  @Transactional(readOnly = true)
  public List<Account> candidates(CaseView file) {
    State state = types.state(file);
    if (state.role() == null) return List.of();
    return colleagues(file, state).stream()
        .filter(a -> barred(file, state, a.id()).isEmpty())
        .toList();
  }

  /** Accounts with the duty for every one of the cases. */
  @Transactional(readOnly = true)
  public List<Account> colleagues(List<CaseView> files) {
    List<Account> common = null;
    for (CaseView file : files) {
      State state = types.state(file);
      if (state.role() == null) return List.of();
      var able = colleagues(file, state);
      if (common == null) common = new ArrayList<>(able);
      else common.removeIf(a -> able.stream().noneMatch(b -> b.id() == a.id()));
    }
    return common == null ? List.of() : common;
  }

  /** Adds a remark to the timeline. */
  @Transactional
  public void note(long id, String text, CurrentUser user) {
    CaseView file = lock(id);
    if (text == null || text.isBlank()) throw new RuleViolation("text", "请填写备注内容。");
    if (text.length() > 2000) throw new RuleViolation("text", "备注不能超过 2000 字，请精简。");
    append(file, CaseActions.NOTE, "备注", text.strip(), Officer.of(user));
  }

  private List<Account> colleagues(CaseView file, State state) {
    var regions =
        Stream.of(Desk.values())
            .map(desk -> desk.office(file.region()))
            .filter(region -> state.desk().admits(region, file.region()))
            .distinct()
            .toList();
    return accounts.holding(state.role(), regions);
  }

  private void mayDispose(CaseView file, CurrentUser user) {
    State state = types.state(file);
    boolean mine = Objects.equals(file.assigneeId(), user.accountId());
    boolean office =
        file.assigneeId() == null
            && Officer.of(user).holds(state.role(), state.desk(), file.region());
    if (!mine && !office && !user.has(Role.SUPERVISOR))
      throw new RuleViolation(
          null,
          file.assigneeId() == null
              ? "本案不在您的待领范围内，不能转办。"
              : "本案由%s办理，只能由其本人或主管转办。".formatted(file.assigneeName()));
  }

  private Optional<CaseStep> barred(CaseView file, State state, long person) {
    var procedure = types.get(file.type()).procedure();
    return MoveRules.barred(procedure, state, person, history.steps(file.id()));
  }

  private CaseView lock(long id) {
    return store.lock(id).orElseThrow(() -> new NotFound("案件"));
  }

  private State turn(CaseView file) {
    State state = types.state(file);
    if (state.role() == null)
      throw new RuleViolation(null, "本案现为“%s”，不需要人办理。".formatted(state.label()));
    return state;
  }

  private CaseView change(
      CaseView file,
      String action,
      String label,
      Standing.Handler handler,
      String words,
      Officer officer) {
    store.handler(file.id(), handler);
    append(file, action, label, words, officer);
    return store.find(file.id()).orElseThrow();
  }

  private void append(CaseView file, String action, String label, String words, Officer officer) {
    history.append(
        file,
        new CaseStep(
            0,
            action,
            label,
            file.state(),
            file.state(),
            officer.actor().accountId(),
            officer.actor().name(),
            null,
            officer.actor().office(),
            words,
            LocalDate.now(clock),
            null,
            null,
            clock.instant()));
  }

  private static void requireReason(String reason) {
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请写明原因。");
  }
}
