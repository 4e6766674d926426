package minzheng.imports;

import java.util.List;

/**
 * A line of a table.
 *
 * @param number as the spreadsheet shows it, beginning with 1
 */
record SheetLine(int number, List<Cell> cells) {
  Cell cell(int column) {
    return column >= 0 && column < cells.size() ? cells.get(column) : Cell.EMPTY;
  }

  boolean blank() {
    return cells.stream().allMatch(Cell::blank);
  }

  /** The place of a cell's column: 2 for C17. */
  static int column(String cell) {
    int n = 0;
    for (int i = 0; i < cell.length() && Character.isLetter(cell.charAt(i)); i++)
      n = n * 26 + cell.charAt(i) - 'A' + 1;
    return n - 1;
  }

  /** A for 0, AA for 26. */
  static String letters(int column) {
    String letters = "";
    for (int n = column; n >= 0; n = n / 26 - 1) letters = (char) ('A' + n % 26) + letters;
    return letters;
  }
}
