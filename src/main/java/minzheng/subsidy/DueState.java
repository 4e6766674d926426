package minzheng.subsidy;

import java.time.LocalDate;
import minzheng.web.Labelled;
import minzheng.web.Tone;

/** Whether what was found out last still holds: a proof of life, a review of a family. */
public enum DueState implements Labelled {
  OVERDUE("已逾期", Tone.BAD, "due_on < :today"),
  DUE("本月到期", Tone.WARN, "due_on >= :today AND due_on < :next_month"),
  VALID("有效", Tone.OK, "due_on >= :next_month");

  private final String label;
  private final Tone tone;
  private final String condition;

  DueState(String label, Tone tone, String condition) {
    this.label = label;
    this.tone = tone;
    this.condition = condition;
  }

  /**
   * @param due the last day on which it holds
   */
  public static DueState of(LocalDate due, LocalDate today) {
    if (due.isBefore(today)) return OVERDUE;
    return due.isBefore(nextMonth(today)) ? DUE : VALID;
  }

  public static LocalDate nextMonth(LocalDate today) {
    return today.withDayOfMonth(1).plusMonths(1);
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Tone tone() {
    return tone;
  }

  /** The same as {@link #of} in SQL, of {@code due_on}, {@code :today} and {@code :next_month}. */
  public String condition() {
    return condition;
  }
}
