package minzheng.cases;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import minzheng.kernel.RuleViolation;
import minzheng.security.Role;

/** Whether a step may be taken: pure, for the engine and for the pages that offer it. */
final class MoveRules {
  private MoveRules() {}

  /** Whose turn the step is. */
  static Role role(State state, Transition step) {
    return step.role() != null ? step.role() : state.role();
  }

  static Desk desk(State state, Transition step) {
    return step.desk() != null ? step.desk() : state.desk();
  }

  /** The turn as the timeline keeps it, such as REVIEWER/DISTRICT. */
  static String tag(Role role, Desk desk) {
    return role + "/" + desk;
  }

  static String tag(State state, Transition step) {
    Role role = role(state, step);
    return role == null ? null : tag(role, desk(state, step));
  }

  /** Whether the officer's duties and office cover the step at all. */
  static boolean entitled(CaseView file, State state, Transition step, Officer officer) {
    if (step.kind() == Transition.Kind.SYSTEM) return officer.isSystem();
    return !officer.isSystem()
        && officer.holds(role(state, step), desk(state, step), file.region());
  }

  /**
   * Why the officer may not take the step, as a sentence, or null. The content of the step is not
   * looked at yet.
   */
  static String refusal(
      CaseView file, State state, Transition step, Officer officer, List<CaseStep> history) {
    if (step.kind() == Transition.Kind.SYSTEM)
      return officer.isSystem() ? null : "“%s”到期自动办理，无需人工操作。".formatted(step.label());
    if (!entitled(file, state, step, officer))
      return "“%s”应由%s%s办理，您的账号没有这项职责。"
          .formatted(step.label(), desk(state, step).label(), role(state, step).label());
    var past = ownEarlier(step, officer.actor().accountId(), history);
    if (past.isPresent())
      return "您已办理本案的“%s”，“%s”须由另一人办理。".formatted(past.get().label(), step.label());
    if (step.role() == null
        && file.assigneeId() != null
        && file.assigneeId() != officer.actor().accountId())
      return "本案由%s办理，请先由其转办，或由主管改派。".formatted(file.assigneeName());
    return null;
  }

  /** The person's own earlier step that keeps them from this one: maker and checker never meet. */
  static Optional<CaseStep> ownEarlier(Transition step, long person, List<CaseStep> history) {
    return history.stream()
        .filter(past -> step.notBy().contains(past.action()))
        .filter(past -> past.actorId() != null && past.actorId() == person)
        .findFirst();
  }

  /**
   * The earlier step that keeps a person from every step ahead of a state, so that giving them the
   * turn would be in vain.
   */
  static Optional<CaseStep> barred(
      Procedure procedure, State state, long person, List<CaseStep> history) {
    CaseStep past = null;
    for (Transition step : procedure.from(state.code())) {
      if (!step.ahead() || step.role() != null) continue;
      var own = ownEarlier(step, person, history);
      if (own.isEmpty()) return Optional.empty();
      past = own.get();
    }
    return Optional.ofNullable(past);
  }

  /** The day the step counts. */
  static LocalDate effective(LocalDate wanted, String reason, LocalDate last, LocalDate today) {
    LocalDate day = wanted == null ? today : wanted;
    if (day.isAfter(today)) throw new RuleViolation("effectiveOn", "生效日期不能晚于今日 " + today + "。");
    if (last != null && day.isBefore(last))
      throw new RuleViolation("effectiveOn", "生效日期不能早于上一步的 " + last + "。");
    if (day.isBefore(today) && (reason == null || reason.isBlank()))
      throw new RuleViolation("reason", "生效日期早于今日，请写明补录原因。");
    return day;
  }

  static void checkOpinion(Transition step, String opinion) {
    if (step.opinion() && (opinion == null || opinion.isBlank()))
      throw new RuleViolation(
          "opinion",
          step.kind() == Transition.Kind.FORWARD || step.kind() == Transition.Kind.RECORD
              ? "请填写意见。"
              : "“%s”须写明理由。".formatted(step.label()));
    if (opinion != null && opinion.length() > 2000)
      throw new RuleViolation("opinion", "意见不能超过 2000 字，请精简。");
  }

  static void checkMissing(Transition step, List<Missing> missing) {
    var blocking = missing.stream().filter(m -> m.blocks(step)).map(Missing::text).toList();
    if (!blocking.isEmpty())
      throw new RuleViolation(
          null,
          "“%s”之前还有 %d 项未完成：%s。"
              .formatted(step.label(), blocking.size(), String.join("；", blocking)));
  }
}
