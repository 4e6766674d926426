package minzheng.dashboard;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import minzheng.kernel.Money;
import minzheng.payments.PaymentFigures.Paid;
import minzheng.web.Option;

/**
 * The page's figures, ready to be shown; addresses are null where the reader may not open the list.
 *
 * @param month null when nothing has been sent to the bank yet
 * @param unit 户, or 人 where the programme pays single persons
 * @param level what the area is divided into: 区（市）县, 街道（乡镇）, 社区（村）
 * @param silent how many parts of the area have no payment in the month
 * @param work null for those who do not read cases
 * @param closed how the month was closed, null while it is counted anew
 * @param span months of the trend
 * @param tiles the districts of a city on the map; empty below a city
 * @param steps time in each step, null for those who do not read cases
 * @param stepsIn the month in which those stays ended
 */
record Board(
    Option programme,
    List<Option> programmes,
    YearMonth month,
    List<Option> months,
    String area,
    String areaName,
    List<Option> areas,
    String unit,
    List<KeyFigure> figures,
    String level,
    List<PartRow> parts,
    PartRow total,
    long silent,
    List<MonthRow> trend,
    WorkTables work,
    Instant asOf,
    Frozen closed,
    int span,
    List<Tile> tiles,
    List<StepRow> steps,
    YearMonth stepsIn) {

  /** Whether the programme pays households. */
  public boolean perHousehold() {
    return unit.equals("户");
  }

  /** What the curve shows, for those who do not see it. */
  public String trendText() {
    var latest = trend.getFirst();
    var oldest = trend.getLast();
    return "%s至%s的%s数折线图，由 %d %s到 %d %s；数字见下方按月的表"
        .formatted(oldest.month(), latest.month(), unit, oldest.rows(), unit, latest.rows(), unit);
  }

  /** Width and height of the map. */
  public String tileBox() {
    int right = tiles.stream().mapToInt(Tile::x).max().orElse(0);
    int bottom = tiles.stream().mapToInt(Tile::y).max().orElse(0);
    return "0 0 %d %d".formatted(right + 92, bottom + 52);
  }

  /** What the chart shows, for those who do not see it. */
  public String chartText() {
    var first = parts.getFirst();
    var last = parts.getLast();
    return "各%s%s数条形图，共 %d 项，最多 %s %d %s，最少 %s %d %s；数字见下方数据表"
        .formatted(
            level,
            unit,
            parts.size(),
            first.name(),
            first.rows(),
            unit,
            last.name(),
            last.rows(),
            unit);
  }

  /**
   * A key figure.
   *
   * @param trend points of the small curve, may be null
   * @param tone "bad" when it asks for action, else null
   */
  record KeyFigure(
      String label,
      String value,
      String unit,
      String url,
      String trend,
      String tone,
      List<Note> notes) {}

  /** Small print below a figure, a link where there is a list. */
  record Note(String text, String url) {}

  /**
   * A part of the area.
   *
   * @param own the figures of this part, or null when there is nothing below
   * @param each money per person
   * @param change of the rows since the month before
   * @param live as counted now, where that is not what was kept; else null
   */
  record PartRow(
      String code,
      String name,
      String own,
      String url,
      long rows,
      long persons,
      Money amount,
      Money each,
      long change,
      Paid live) {}

  /** A tile of the map: x and y of its upper left corner, shade 0 (nothing) to 5 (most). */
  record Tile(String name, String value, String url, int x, int y, int shade) {}

  /** Working days in a step: stays that ended in the month, half of them within, nine of ten. */
  record StepRow(String label, Cell cases, Cell half, Cell most) {}

  /**
   * @param version of the closing, null while the month is counted anew
   * @param corrected whether the count of today differs from what was kept
   */
  record MonthRow(
      YearMonth month,
      String url,
      long rows,
      long persons,
      Money amount,
      int runs,
      String runsUrl,
      Long applied,
      String appliedUrl,
      Integer version,
      boolean corrected) {}

  /** A number with the list behind it. */
  record Cell(long value, String url) {}

  /**
   * Cases at work.
   *
   * @param states names of the columns
   * @param more workers that are not shown
   */
  record WorkTables(
      List<String> states,
      List<ProgrammeRow> programmes,
      ProgrammeRow programmeTotal,
      List<LoadRow> offices,
      LoadRow officeTotal,
      List<LoadRow> workers,
      int more) {}

  record ProgrammeRow(String title, List<Cell> cells, Cell all) {}

  /**
   * @param longest working days by which the latest is over, 0 for none
   * @param handOver where a supervisor hands a worker's cases over, else null
   */
  record LoadRow(String name, Cell over, int longest, Cell soon, Cell open, String handOver) {}
}
