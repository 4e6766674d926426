package minzheng.web;

import java.util.List;
import minzheng.security.CurrentUser;

/**
 * A card on the home page, contributed by the module whose records it shows (草稿、退回给我、最近查看、 通知).
 * Beans are shown in their order.
 */
public interface HomePanel {
  enum Place {
    /** Below the to-dos, two beside each other. */
    MAIN,
    /** In the column at the right. */
    SIDE
  }

  Place place();

  /** What to show, or null when this user has no such card. */
  Lines content(CurrentUser user);

  /**
   * A template fragment that shows the variable {@code content}; the usual one lists lines. A
   * module with a form of its own (新申请) names another.
   */
  default String template() {
    return "home/panels :: lines";
  }

  /**
   * @param count number beside the title, null: none
   * @param moreText link at the right of the title, may be null
   * @param empty what is not there and how it gets there, shown when there are no lines
   */
  public record Lines(
      String caption, Long count, String moreText, String moreUrl, List<Line> lines, String empty) {
    public Lines(String caption, List<Line> lines, String empty) {
      this(caption, lines.isEmpty() ? null : (long) lines.size(), null, null, lines, empty);
    }
  }

  /**
   * @param beside plain words behind the link: 女 83 岁; may be null
   * @param note second line, may be null
   * @param at time as shown, may be null
   * @param word a state instead of a time, may be null
   */
  public record Line(
      String text, String url, String beside, String note, String at, String word, Tone tone) {
    public Line(String text, String url, String beside, String note, String at) {
      this(text, url, beside, note, at, null, Tone.PLAIN);
    }
  }
}
