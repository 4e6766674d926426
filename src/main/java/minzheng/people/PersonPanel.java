package minzheng.people;

import java.time.LocalDate;
import java.util.List;

/**
 * A desk's part of the person page (一人一档): cases, payments, stays, certificates. Beans are shown in
 * their {@code @Order}; called inside the page's transaction.
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
   * @param link address of the whole list, or null
   * @param linkText such as 全部 17 件
   * @param empty what is said when there are no rows
   */
  record Panel(
      String title,
      String link,
      String linkText,
      List<Column> columns,
      List<List<Cell>> rows,
      String empty) {}

  /** One column: its head, and whether its cells are figures. */
  record Column(String head, boolean number) {
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
   * @param link an address, or null
   * @param state ok, now, warn, bad, draft or "" for a badge in that colour; null: plain text
   * @param sub a second, smaller line, or null
   */
  record Cell(String text, String link, String state, String sub) {
    public static Cell of(String text) {
      return new Cell(text, null, null, null);
    }

    public static Cell link(String text, String link) {
      return new Cell(text, link, null, null);
    }

    public static Cell state(String text, String state) {
      return new Cell(text, null, state, null);
    }
  }

  /** Something that happened, for the timeline; {@code desk} is the word it is filtered by. */
  record Happening(LocalDate day, String text, String desk) {}

  default Place place() {
    return Place.RIGHT;
  }

  /** The panel for a person, or null when the desk has nothing to say. */
  Panel panel(Person person, LocalDate today);

  /** What happened to the person at this desk, newest first. */
  default List<Happening> timeline(Person person) {
    return List.of();
  }
}
