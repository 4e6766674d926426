package minzheng.web;

/**
 * A legal time limit in working days.
 *
 * @param due day as shown: 2026-11-25
 * @param left working days left, negative when over
 * @param basis document and article, may be null
 * @param provisional the calendar of that year is not published yet
 */
public record ClockView(
    String name, int used, int limit, String due, int left, String basis, boolean provisional) {
  /** Style: near from two days left, over beyond the limit. */
  public String kind() {
    return left < 0 ? "over" : left <= 2 ? "near" : null;
  }
}
