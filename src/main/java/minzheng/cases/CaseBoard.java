package minzheng.cases;

import java.util.List;
import minzheng.web.ClockView;
import minzheng.web.Missing;
import minzheng.web.Option;
import minzheng.web.Step;
import minzheng.web.TimelineEvent;
import minzheng.web.Turn;

/**
 * What the page of a case shows of its procedure, ready for the fragments {@code cases ::
 * whatNext}, {@code clock}, {@code timeline} and {@code parts :: flow}.
 *
 * @param goal the step that the blocking items hold up, or null
 * @param events the timeline, newest first
 * @param choices what the reader may do now
 * @param takeable the reader may take the case
 * @param disposable the reader may hand the case over
 */
public record CaseBoard(
    CaseView file,
    String typeTitle,
    State state,
    Turn turn,
    List<Missing> blocking,
    List<Missing> later,
    List<ClockView> clocks,
    List<String> reminders,
    String goal,
    List<Step> flow,
    List<TimelineEvent> events,
    List<Cases.Choice> choices,
    boolean takeable,
    boolean disposable) {

  /** The newest events, for the overview. */
  public List<TimelineEvent> recent(int count) {
    return events.subList(0, Math.min(count, events.size()));
  }

  /** The steps of the general form: all but those with a page of their own. */
  public List<Cases.Choice> formChoices() {
    return choices.stream().filter(c -> !c.step().ownPage()).toList();
  }

  /** Whether the reader may take any step of the general form. */
  public boolean actionable() {
    return formChoices().stream().anyMatch(Cases.Choice::open);
  }

  /** What the general form offers. */
  public List<Option> stepOptions() {
    return formChoices().stream()
        .filter(Cases.Choice::open)
        .map(c -> new Option(c.step().action(), c.step().label()))
        .toList();
  }

  /** The step that is chosen beforehand: the first that carries on. */
  public String firstStep() {
    return formChoices().stream()
        .filter(c -> c.open() && c.step().ahead())
        .map(c -> c.step().action())
        .findFirst()
        .orElse(null);
  }

  /** Why steps of this person's duty are not open to this person. */
  public List<String> refusals() {
    return formChoices().stream()
        .map(Cases.Choice::refusal)
        .filter(r -> r != null)
        .distinct()
        .toList();
  }
}
