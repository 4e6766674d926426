package minzheng.cases;

import java.util.Set;
import minzheng.security.Role;

/**
 * One row of a procedure's table.
 *
 * @param role who may do it; null: whoever has the turn of the state it starts from
 * @param opinion whether words are required
 * @param notBy actions of the same case whose actors may not do this one (maker ≠ checker)
 * @param limitClass standard class by which the whole procedure is limited from here on, appended
 *     to the type's own (EXTENDED → DIBAO/EXTENDED); null: unchanged
 * @param ownPage done on a page of its own with more than an opinion, so the general form leaves it
 *     out
 */
public record Transition(
    Set<String> from,
    String action,
    String label,
    String to,
    Kind kind,
    Role role,
    Desk desk,
    boolean opinion,
    Set<String> notBy,
    String limitClass,
    boolean ownPage) {

  /** What a step does to the case. */
  public enum Kind {
    /** Carries on; refused while something that blocks is missing. */
    FORWARD,
    /** Writes down a part of the work; the case stays where it is. */
    RECORD,
    /** Sends back, with reasons. */
    BACK,
    /** Decides against the applicant, with reasons. */
    REFUSE,
    /** Ends without a decision, with reasons: withdrawal, non-cooperation. */
    END,
    /** Happens by itself when its day has come. */
    SYSTEM
  }

  public static Transition of(String from, String action, String label, String to) {
    return of(Set.of(from), action, label, to);
  }

  public static Transition of(Set<String> from, String action, String label, String to) {
    return new Transition(
        Set.copyOf(from),
        action,
        label,
        to,
        Kind.FORWARD,
        null,
        null,
        false,
        Set.of(),
        null,
        false);
  }

  public Transition record() {
    return kind(Kind.RECORD, opinion);
  }

  public Transition back() {
    return kind(Kind.BACK, true);
  }

  public Transition refuse() {
    return kind(Kind.REFUSE, true);
  }

  public Transition end() {
    return kind(Kind.END, true);
  }

  public Transition system() {
    return kind(Kind.SYSTEM, false);
  }

  /** An opinion is required. */
  public Transition withOpinion() {
    return kind(kind, true);
  }

  private Transition kind(Kind kind, boolean opinion) {
    return new Transition(
        from, action, label, to, kind, role, desk, opinion, notBy, limitClass, ownPage);
  }

  /** Done by somebody other than whose turn it is. */
  public Transition by(Role role, Desk desk) {
    return new Transition(
        from, action, label, to, kind, role, desk, opinion, notBy, limitClass, ownPage);
  }

  /** Not by anybody who did one of these actions in the case. */
  public Transition notBy(String... actions) {
    return new Transition(
        from, action, label, to, kind, role, desk, opinion, Set.of(actions), limitClass, ownPage);
  }

  public Transition limitClass(String limitClass) {
    return new Transition(
        from, action, label, to, kind, role, desk, opinion, notBy, limitClass, ownPage);
  }

  public Transition onOwnPage() {
    return new Transition(
        from, action, label, to, kind, role, desk, opinion, notBy, limitClass, true);
  }

  /** Whether the person sees this as going ahead: the first choice of the form. */
  public boolean ahead() {
    return kind == Kind.FORWARD;
  }
}
