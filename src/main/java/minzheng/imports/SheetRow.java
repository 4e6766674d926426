package minzheng.imports;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.kernel.RuleViolation;
import minzheng.web.Typed;

/** A row as its register reads it, by the columns of the template; gathers what is wrong. */
public final class SheetRow {
  private static final int LONGEST = 500;

  private final SheetLine line;
  private final SheetColumns columns;
  private final Set<String> cells = new LinkedHashSet<>();
  private final List<String> reasons = new ArrayList<>();
  private final Map<Integer, LocalDate> days = new HashMap<>();

  SheetRow(SheetLine line, SheetColumns columns) {
    this.line = line;
    this.columns = columns;
    for (int i = 0; i < columns.size(); i++) {
      Cell cell = cell(i);
      if (cell.truncated()) wrong(i, columns.header(i) + "在表中是数字，末几位已被表格软件舍去，请把这一列设为“文本”后重新填写。");
      else if (cell.text().length() > LONGEST)
        wrong(i, columns.header(i) + "超过 " + LONGEST + " 字，请核对。");
    }
  }

  /** The text without blanks around it, null when there is none. */
  public String text(int column) {
    return Typed.textOrNull(cell(column).text().replace('\u00a0', ' '));
  }

  /** The day, as typed or as the spreadsheet keeps it; null when there is none or it is wrong. */
  public LocalDate day(int column) {
    Cell cell = cell(column);
    if (cell.number() && cell.day() != null && cell.text().length() < 8) {
      days.put(columns.at(column), cell.day());
      return cell.day();
    }
    try {
      return Typed.dateOrNull(cell.text());
    } catch (RuleViolation wrong) {
      wrong(column, wrong.getMessage());
      return null;
    }
  }

  /** Notes that a cell is wrong; the row will not be let in. */
  public void wrong(int column, String reason) {
    cells.add(columns.letter(column) + line.number());
    if (!reasons.contains(reason)) reasons.add(reason);
  }

  /** Whether anything was found to be wrong. */
  public boolean isWrong() {
    return !reasons.isEmpty();
  }

  /** A cell of the line as a person reads it; a day that the spreadsheet keeps as number, too. */
  String shown(int cell) {
    return days.containsKey(cell) ? days.get(cell).toString() : line.cell(cell).text();
  }

  String cells() {
    return cells.isEmpty() ? null : String.join("、", cells);
  }

  String reasons() {
    return reasons.isEmpty() ? null : String.join("", reasons);
  }

  private Cell cell(int column) {
    return line.cell(columns.at(column));
  }
}
