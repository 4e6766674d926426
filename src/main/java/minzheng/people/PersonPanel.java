package minzheng.people;

import java.time.LocalDate;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.web.Tone;

/**
 * A desk's part of the person page (一人一档): cases, payments, stays, certificates. Beans are shown in
 * their {@code @Order}; called inside the page's transaction, so under the user's scope.
 */
public interface PersonPanel {
  /** Where a panel stands: over the whole width above the halves, or in one of them. */
  enum Place {
    WIDE,
    LEFT,
    RIGHT
  }

  /**
   * A table on the person page.
   *
   * @param remark small text at the right of the head, or null
   * @param link address of the whole list, or null
   * @param linkText such as 全部 17 件
   * @param empty what is said when there are no rows
   */
  public record Panel(
      String title,
      String remark,
      String link,
      String linkText,
      List<Column> columns,
      List<List<Cell>> rows,
      String empty) {
    public Panel(String title, List<Column> columns, List<List<Cell>> rows, String empty) {
      this(title, null, null, null, columns, rows, empty);
    }

    public Panel withLink(String text, String url) {
      return new Panel(title, remark, url, text, columns, rows, empty);
    }

    public Panel withRemark(String text) {
      return new Panel(title, text, link, linkText, columns, rows, empty);
    }
  }

  /** One column: its head, and whether its cells are figures. */
  public record Column(String head, boolean number) {
    public static Column text(String head) {
      return new Column(head, false);
    }

    public static Column number(String head) {
      return new Column(head, true);
    }
  }

  /**
   * One cell.
   *
   * @param sub a second, smaller line, or null
   * @param link an address, or null
   * @param button the link looks like a button
   * @param tone the text is a state in this tone; null: plain
   * @param verdict ok, no, open or na for ✓ ✗ ? —; null: none
   */
  public record Cell(
      String text, String sub, String link, boolean button, Tone tone, String verdict) {
    public static Cell of(String text) {
      return new Cell(text, null, null, false, null, null);
    }

    public static Cell link(String text, String url) {
      return new Cell(text, null, url, false, null, null);
    }

    public static Cell button(String text, String url) {
      return new Cell(text, null, url, true, null, null);
    }

    public static Cell state(String text, Tone tone) {
      return new Cell(text, null, null, false, tone, null);
    }

    public static Cell verdict(String text, String kind) {
      return new Cell(text, null, null, false, null, kind);
    }

    public Cell withSub(String second) {
      return new Cell(text, second, link, button, tone, verdict);
    }
  }

  /** Something that happened, for the timeline; {@code desk} is the word it is filtered by. */
  public record Happening(LocalDate day, String text, String desk) {}

  /** A button of the person page; at most one over all beans is primary. */
  public record Action(String text, String url, boolean primary) {}

  default Place place() {
    return Place.RIGHT;
  }

  /** The panel for a person, or null when the desk has nothing to say. */
  Panel panel(Person person, LocalDate today, CurrentUser user);

  /** A sentence above the panels, such as 3 项待遇可能漏享; null: none. */
  default String note(Person person, LocalDate today, CurrentUser user) {
    return null;
  }

  /** What happened to the person at this desk. */
  default List<Happening> timeline(Person person) {
    return List.of();
  }

  /** What the user may begin for the person: 发起申请. */
  default List<Action> actions(Person person, CurrentUser user) {
    return List.of();
  }
}
