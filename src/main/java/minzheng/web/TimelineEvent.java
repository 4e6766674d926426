package minzheng.web;

/**
 * One line of a timeline, newest first.
 *
 * @param time as shown: 11-13 09:20, or 2026-11-10
 * @param who may be null
 * @param note second line such as an opinion, may be null
 * @param desk 社会救助、发放、系统 …
 * @param now the step that is going on
 */
public record TimelineEvent(
    String time, String who, String text, String note, String desk, boolean now) {
  public TimelineEvent(String time, String who, String text, String desk) {
    this(time, who, text, null, desk, false);
  }
}
