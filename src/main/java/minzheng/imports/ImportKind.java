package minzheng.imports;

import java.util.List;
import minzheng.kernel.Actor;

/**
 * What can be imported, a bean of the register it goes into. All its work runs under the scope of
 * the office that handed the table in.
 */
public interface ImportKind {
  /**
   * What of a kind never changes.
   *
   * @param code stored with each import and part of addresses, such as {@code persons}
   * @param label the word on pages: 人员
   * @param unit what one row is counted in: 人
   * @param columns of the template, in its order
   * @param notes sentences below the template's columns: what is not taken, what is left alone
   * @param nameColumn the column whose text names a row on pages
   * @param keyColumn the column that the {@link Entry#key} stands in; a required one
   * @param keyWords what may be there only once in a file, as the refusal of a second row names it
   * @param address where what was written is looked at, before its id
   */
  record About(
      String code,
      String label,
      String unit,
      List<SheetColumn> columns,
      List<String> notes,
      int nameColumn,
      int keyColumn,
      String keyWords,
      String address) {}

  About about();

  default String code() {
    return about().code();
  }

  default String label() {
    return about().label();
  }

  default String unit() {
    return about().unit();
  }

  default List<SheetColumn> columns() {
    return about().columns();
  }

  /** Where what was written is looked at; {@code subject} is what {@link #write} has noted. */
  default String url(long subject) {
    return about().address() + subject;
  }

  /**
   * A row as the register will hold it.
   *
   * @param key what may stand in a file only once, or null
   * @param value a record, kept as JSON until it is written
   */
  record Entry(String key, Object value) {}

  /**
   * Looks at one row by itself and tells the row all that is wrong.
   *
   * @return null when something is
   */
  Entry check(SheetRow row);

  /**
   * Compares the new rows of a batch with the register, in the caller's transaction: what stands
   * there as it is becomes SAME, what differs or may not be touched becomes WRONG.
   */
  void compare(Batch batch);

  /**
   * Writes the new rows of a batch, in the caller's transaction. A row that somebody else has
   * written meanwhile stays new; {@link #compare} follows.
   *
   * @param maker who handed the table in
   */
  void write(Batch batch, Actor maker);
}
