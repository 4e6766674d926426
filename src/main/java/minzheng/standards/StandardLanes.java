package minzheng.standards;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The timeline of a code: a lane of published values for each area and class, a lane of drafts
 * beneath where there are any. The columns are the spans between the days on which anything
 * changes.
 *
 * @param hiddenBefore values that ended before this day are left out; null when none are
 */
record StandardLanes(List<Column> columns, List<Lane> lanes, LocalDate hiddenBefore) {
  private static final int SHOWN = 5;

  /** A span that begins on a day and ends before the next column. */
  record Column(LocalDate from, boolean today) {}

  /** One line of an area; drafts follow their published lane. */
  record Lane(String region, String personClass, boolean drafts, List<Cell> cells) {
    /** Whether a lane further down belongs to an area inside this one. */
    public boolean wider(List<Lane> lanes) {
      return lanes.stream()
          .anyMatch(
              lane -> lane.region().startsWith(region) && lane.region().length() > region.length());
    }

    /** The paper of the last value in the lane. */
    public StandardValue last() {
      return cells.stream()
          .filter(cell -> cell.row() != null)
          .reduce((first, second) -> second)
          .map(cell -> cell.row().value())
          .orElseThrow();
    }
  }

  /**
   * Some columns side by side.
   *
   * @param row the value over them, or null for a gap
   */
  record Cell(int span, StandardRow row, StandardState state) {}

  /**
   * @param rows of one code, ordered by class, area and day
   * @param classes the order of the classes
   * @param all whether values that ended long ago are shown too
   */
  static StandardLanes of(
      Collection<StandardRow> rows, List<String> classes, LocalDate today, boolean all) {
    var days = new TreeSet<LocalDate>();
    for (StandardRow row : rows) {
      days.add(row.value().from());
      if (row.value().to() != null) days.add(row.value().to().plusDays(1));
    }
    var starts = new ArrayList<>(days);
    int now = 0;
    for (int i = 0; i < starts.size(); i++) if (!starts.get(i).isAfter(today)) now = i;
    int first = all ? 0 : Math.max(0, Math.min(starts.size() - SHOWN, now));
    List<LocalDate> shown = starts.subList(first, starts.size());
    var columns = new ArrayList<Column>();
    for (LocalDate day : shown) columns.add(new Column(day, day.equals(starts.get(now))));

    record Key(String personClass, String region, boolean drafts) {}
    Map<Key, List<StandardRow>> grouped = new LinkedHashMap<>();
    for (StandardRow row : rows) {
      StandardValue value = row.value();
      if (value.to() != null && !shown.isEmpty() && value.to().isBefore(shown.getFirst())) continue;
      grouped
          .computeIfAbsent(
              new Key(value.personClass(), value.region(), row.draft()), k -> new ArrayList<>())
          .add(row);
    }
    var lanes = new ArrayList<Lane>();
    grouped.forEach(
        (key, group) ->
            lanes.add(
                new Lane(
                    key.region(), key.personClass(), key.drafts(), cells(group, shown, today))));
    lanes.sort(
        Comparator.comparingInt((Lane lane) -> classes.indexOf(lane.personClass()))
            .thenComparing(Lane::region)
            .thenComparing(Lane::drafts));
    return new StandardLanes(
        List.copyOf(columns), List.copyOf(lanes), first > 0 ? shown.getFirst() : null);
  }

  private static List<Cell> cells(List<StandardRow> rows, List<LocalDate> starts, LocalDate today) {
    var cells = new ArrayList<Cell>();
    int at = 0;
    for (StandardRow row : rows) {
      int from = Math.max(at, position(starts, row.value().from()));
      LocalDate to = row.value().to();
      int end = to == null ? starts.size() : position(starts, to.plusDays(1));
      if (end <= from) continue;
      if (from > at) cells.add(new Cell(from - at, null, null));
      cells.add(new Cell(end - from, row, StandardState.of(row, today)));
      at = end;
    }
    if (at < starts.size()) cells.add(new Cell(starts.size() - at, null, null));
    return List.copyOf(cells);
  }

  /** The column that begins on the day; the first for a day before all. */
  private static int position(List<LocalDate> starts, LocalDate day) {
    int at = starts.indexOf(day);
    return at >= 0 ? at : day.isBefore(starts.getFirst()) ? 0 : starts.size();
  }
}
