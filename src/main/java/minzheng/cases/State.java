package minzheng.cases;

import minzheng.security.Role;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/**
 * Where a case can stand. A state with a turn waits for an office; one without waits for nobody.
 *
 * @param phase the part of the progress bar it belongs to, or null when it is not on the main road
 * @param role whose turn it is, or null
 * @param doing what that person has to do, as the inbox says it
 * @param limit day limit of the step, or null
 * @param pauses why the clock of the whole procedure stands still meanwhile, or null
 * @param outcome the decision reached with this state, or null
 */
public record State(
    String code,
    String label,
    Tone tone,
    String phase,
    Role role,
    Desk desk,
    String doing,
    Limit limit,
    String pauses,
    Outcome outcome)
    implements Labelled {

  /** As forms and addresses carry it. */
  @Override
  public String name() {
    return code;
  }

  public static State of(String code, String label, Tone tone) {
    return new State(code, label, tone, null, null, null, null, null, null, null);
  }

  public State phase(String phase) {
    return new State(code, label, tone, phase, role, desk, doing, limit, pauses, outcome);
  }

  public State turn(Role role, Desk desk, String doing) {
    return new State(code, label, tone, phase, role, desk, doing, limit, pauses, outcome);
  }

  public State limit(String standard, String article) {
    return new State(
        code, label, tone, phase, role, desk, doing, new Limit(standard, article), pauses, outcome);
  }

  /** The clock of the whole procedure stands still in this state, for the cause given. */
  public State pauses(String cause) {
    return new State(code, label, tone, phase, role, desk, doing, limit, cause, outcome);
  }

  public State outcome(Outcome outcome) {
    return new State(code, label, tone, phase, role, desk, doing, limit, pauses, outcome);
  }
}
