package minzheng.cases;

import java.util.ArrayList;
import java.util.List;
import minzheng.web.Chip;
import minzheng.web.Option;

/**
 * The conditions of the case list, as its address carries them. Empty or null: not set.
 *
 * @param state code of a state; open or closed: not decided yet, or decided
 * @param area prefix of the area code
 * @param due over, today, or a number of working days
 * @param office area code of the office whose turn it is, or any
 * @param who me, none (waiting to be taken), or the id of an account
 * @param open yes or no: not decided yet, or decided; or the outcome itself, such as APPROVED
 * @param from opened on that day or later, yyyy-mm-dd
 * @param to opened on that day or before
 * @param q beginning of the applicant's name or of the case number
 * @param decided month of the decision (yyyy-MM), for cases with a limit of the whole procedure
 * @param late yes or no: decided after the limit, or within it; with {@code decided}
 * @param left code of a state that was left in the month {@code leftIn}
 * @param took working days the case stood in that state at least
 */
public record CaseFilter(
    String type,
    String state,
    String area,
    String due,
    String office,
    String who,
    String open,
    String from,
    String to,
    String q,
    String decided,
    String late,
    String left,
    String leftIn,
    String took) {
  static final List<Option> LATE = List.of(new Option("yes", "超期办结"), new Option("no", "按期办结"));
  static final List<Option> DUES =
      List.of(
          new Option("over", "已超期"),
          new Option("today", "今日到期"),
          new Option("3", "3 个工作日内"),
          new Option("5", "5 个工作日内"),
          new Option("10", "10 个工作日内"));
  static final List<Option> WHO = List.of(new Option("me", "我"), new Option("none", "待领取"));
  static final List<Option> GROUPS =
      List.of(new Option("open", "全部在办"), new Option("closed", "全部已有结果"));
  static final List<Option> OPEN =
      List.of(
          new Option("yes", "在办"),
          new Option("no", "已有结果"),
          new Option(Outcome.APPROVED.name(), "同意"),
          new Option(Outcome.REFUSED.name(), "不予"));

  public CaseFilter {
    type = clean(type);
    state = clean(state);
    area = clean(area);
    due = clean(due);
    office = clean(office);
    who = clean(who);
    open = clean(open);
    from = clean(from);
    to = clean(to);
    q = clean(q);
    decided = clean(decided);
    late = clean(late);
    left = clean(left);
    leftIn = clean(leftIn);
    took = clean(took);
  }

  /** What is on, for the chips above the list. */
  List<Chip> chips(
      List<Option> types, List<Option> states, String areaName, String officeName, String whoName) {
    var chips = new ArrayList<Chip>();
    add(chips, "type", "项目：", label(types, type));
    add(chips, "state", "环节：", label(states, state));
    add(chips, "area", "地区：", area.isEmpty() ? "" : areaName);
    add(chips, "due", "到期：", label(DUES, due));
    add(chips, "office", "等待办理：", office.isEmpty() ? "" : officeName);
    add(chips, "who", "办理人：", who.isEmpty() ? "" : whoName);
    add(chips, "open", "", label(OPEN, open));
    add(chips, "from", "登记自 ", from);
    add(chips, "to", "登记至 ", to);
    add(chips, "q", "姓名或编号：", q);
    add(chips, "decided", "决定月份：", decided);
    add(chips, "late", "", label(LATE, late));
    add(chips, "left", leftIn + " 离开环节：", label(states, left));
    add(chips, "took", "停留至少（工作日）：", took);
    return chips;
  }

  private static void add(List<Chip> chips, String name, String before, String text) {
    if (!text.isEmpty()) chips.add(new Chip(name, before + text));
  }

  static String label(List<Option> options, String value) {
    if (value.isEmpty()) return "";
    return options.stream()
        .filter(o -> o.value().equals(value))
        .map(Option::label)
        .findFirst()
        .orElse(value);
  }

  private static String clean(String text) {
    return text == null ? "" : text.strip();
  }
}
