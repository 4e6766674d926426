package minzheng.cases;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one transition table of a case type: the states a case can stand in and the steps between
 * them. Checked when it is made: a table with a dead end or an unknown name does not start.
 */
public final class Procedure {
  private final Map<String, State> states = new LinkedHashMap<>();
  private final List<Transition> transitions;
  private final TotalClock total;
  private final NoticeRule notice;

  /**
   * @param states the first is where a case begins
   * @param total clock of the whole procedure, or null
   * @param notice the public notice in it, or null
   * @throws IllegalArgumentException when the table contradicts itself
   */
  public Procedure(
      List<State> states, List<Transition> transitions, TotalClock total, NoticeRule notice) {
    for (State state : states)
      require(this.states.put(state.code(), state) == null, "state twice: " + state.code());
    this.transitions = List.copyOf(transitions);
    this.total = total;
    this.notice = notice;
    check();
  }

  public State initial() {
    return states.values().iterator().next();
  }

  /** States in the order of the table. */
  public Collection<State> states() {
    return java.util.Collections.unmodifiableCollection(states.values());
  }

  public Optional<State> state(String code) {
    return Optional.ofNullable(states.get(code));
  }

  public List<Transition> transitions() {
    return transitions;
  }

  /** The steps possible from a state, in the order of the table. */
  public List<Transition> from(String state) {
    return transitions.stream().filter(t -> t.from().contains(state)).toList();
  }

  public Optional<Transition> find(String state, String action) {
    return from(state).stream().filter(t -> t.action().equals(action)).findFirst();
  }

  /** Clock of the whole procedure, or null. */
  public TotalClock total() {
    return total;
  }

  /** The public notice, or null where the law has none. */
  public NoticeRule notice() {
    return notice;
  }

  /** Whether nothing can follow. */
  public boolean terminal(String state) {
    return from(state).isEmpty();
  }

  /** The parts of the progress bar in order. */
  public List<String> phases() {
    var phases = new LinkedHashSet<String>();
    for (State state : states.values()) if (state.phase() != null) phases.add(state.phase());
    return List.copyOf(phases);
  }

  private void check() {
    require(!states.isEmpty(), "no state");
    var actions = new HashSet<>(Set.of(CaseActions.OPEN));
    var seen = new HashSet<String>();
    for (Transition t : transitions) {
      actions.add(t.action());
      require(states.containsKey(t.to()), "unknown state " + t.to());
      require((t.role() == null) == (t.desk() == null), "role without desk: " + t.action());
      require(!t.from().isEmpty(), "from nowhere: " + t.action());
      for (String from : t.from()) {
        require(states.containsKey(from), "unknown state " + from);
        require(seen.add(from + " " + t.action()), "twice: " + from + " " + t.action());
        if (t.kind() != Transition.Kind.SYSTEM)
          require(
              t.role() != null || states.get(from).role() != null,
              "nobody may do " + t.action() + " from " + from);
        if (t.kind() == Transition.Kind.RECORD)
          require(t.from().equals(Set.of(t.to())), "a record stays: " + t.action());
      }
    }
    for (Transition t : transitions)
      for (String barred : t.notBy()) require(actions.contains(barred), "unknown action " + barred);
    if (total != null) require(actions.contains(total.startedBy()), "unknown start of the clock");
    if (notice != null) {
      require(states.containsKey(notice.state()), "unknown state " + notice.state());
      for (String action : new String[] {notice.post(), notice.end(), notice.object()})
        require(actions.contains(action), "unknown action " + action);
      require(notice.resume() == null || actions.contains(notice.resume()), "unknown resume");
    }
    checkRoads();
  }

  /** Every state is reached, and every state without a way on has an outcome. */
  private void checkRoads() {
    var reached = new LinkedHashSet<String>();
    var open = new ArrayList<>(List.of(initial().code()));
    while (!open.isEmpty()) {
      String state = open.removeFirst();
      if (reached.add(state)) for (Transition t : from(state)) open.add(t.to());
    }
    for (State state : states.values()) {
      require(reached.contains(state.code()), "never reached: " + state.code());
      require(
          !terminal(state.code()) || state.outcome() != null,
          "dead end without an outcome: " + state.code());
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) throw new IllegalArgumentException(message);
  }
}
