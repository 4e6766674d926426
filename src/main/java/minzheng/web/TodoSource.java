package minzheng.web;

import java.time.LocalDate;
import java.util.List;
import minzheng.security.CurrentUser;

/**
 * Work that waits for a person. The home page and the number in the top bar ask every source; the
 * count of a box equals the length of its list.
 */
public interface TodoSource {
  /** Whose work. */
  enum Box implements Labelled {
    MINE("我的"),
    OFFICE("本单位待领"),
    HANDED_OVER("已移交");

    private final String label;

    Box(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * One task.
   *
   * @param who person or household it is about: 何素珍 等 2 人
   * @param matter 低保 · 定期复核
   * @param task what has to be done: 补录入户调查
   * @param url where it is done
   * @param number case number, may be null
   * @param due legal or planned day, null when there is none
   * @param left working days left, negative when over, null without a day
   */
  record Todo(
      String who,
      String matter,
      String task,
      String url,
      String number,
      LocalDate due,
      Integer left) {}

  long count(CurrentUser user, Box box);

  /** The most urgent tasks first, at most {@code limit}. */
  List<Todo> list(CurrentUser user, Box box, int limit);
}
