package minzheng.payments;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.kernel.Money;
import minzheng.kernel.RuleViolation;

/**
 * Reads a bank's answer line by line and holds it against what was sent. Pure: the lines that were
 * sent are given.
 */
final class ResultLines {
  private static final Set<String> PAID = Set.of("成功", "已入账", "入账成功", "交易成功", "S", "SUCCESS");
  private static final Set<String> RETURNED =
      Set.of("失败", "退回", "退票", "入账失败", "交易失败", "F", "FAIL", "FAILED");

  private ResultLines() {}

  /** A line as it was sent, and where it stands. */
  record Sent(long id, String reference, Money amount, String account, String state) {}

  /** An answer that holds; {@code changes} is false when it was known before. */
  record Answer(
      int line, Sent sent, boolean paid, ReturnReason reason, String reasonText, boolean changes) {}

  /** What is wrong with a line and what to do. */
  record Problem(int line, String sentence) {}

  /** The whole file. */
  record Outcome(List<Answer> answers, List<Problem> problems) {
    Run.Sum paid() {
      return sum(true);
    }

    Run.Sum returned() {
      return sum(false);
    }

    int unchanged() {
      return (int) answers.stream().filter(a -> !a.changes()).count();
    }

    private Run.Sum sum(boolean paid) {
      var of = answers.stream().filter(a -> a.paid() == paid).toList();
      return new Run.Sum(
          of.size(), of.stream().map(a -> a.sent().amount()).reduce(Money.ZERO, Money::plus));
    }
  }

  /**
   * @throws RuleViolation when the columns cannot be found
   */
  static Outcome read(List<List<String>> table, Map<String, Sent> sent) {
    int heading = 0;
    while (heading < table.size() && !table.get(heading).contains("流水号")) heading++;
    if (heading == table.size())
      throw new RuleViolation("file", "没有找到“流水号”一列；回执须有“流水号、金额、结果、原因”四列");
    var columns = columns(table.get(heading));
    var answers = new ArrayList<Answer>();
    var problems = new ArrayList<Problem>();
    var seen = new HashSet<String>();
    for (int i = heading + 1; i < table.size(); i++) {
      var row = table.get(i);
      String reference = cell(row, columns.get("流水号"));
      if (reference.isEmpty() && row.stream().allMatch(String::isEmpty)) continue;
      if (reference.startsWith("合计")) continue;
      try {
        if (!seen.add(reference)) throw new RuleViolation(null, "流水号 " + reference + " 在文件中重复");
        answers.add(answer(i + 1, row, columns, reference, sent.get(reference)));
      } catch (RuleViolation e) {
        problems.add(new Problem(i + 1, e.getMessage()));
      }
    }
    if (answers.isEmpty() && problems.isEmpty())
      throw new RuleViolation("file", "文件里没有回执行，请检查是否选错了文件");
    return new Outcome(answers, problems);
  }

  private static Answer answer(
      int line, List<String> row, Map<String, Integer> columns, String reference, Sent sent) {
    if (sent == null) throw new RuleViolation(null, "流水号 " + reference + " 不在本批次的银行文件中，请核对批次");
    Money amount = Money.parse(cell(row, columns.get("金额")));
    if (!amount.equals(sent.amount()))
      throw new RuleViolation(
          null, "金额 %s 与发送的 %s 不一致，请向银行核实".formatted(amount.format(), sent.amount().format()));
    String account = cell(row, columns.get("账号"));
    if (!account.isEmpty() && !account.contains("*") && !account.equals(sent.account()))
      throw new RuleViolation(null, "账号与发送的不一致，请向银行核实");
    String word = cell(row, columns.get("结果")).toUpperCase(java.util.Locale.ROOT);
    String why = cell(row, columns.get("原因"));
    if (PAID.contains(word)) {
      if (!sent.state().equals("SENT") && !sent.state().equals("PAID"))
        throw new RuleViolation(null, "这一笔已登记为退回，不能再改为成功，请向银行核实");
      return new Answer(line, sent, true, null, null, sent.state().equals("SENT"));
    }
    if (!RETURNED.contains(word)) throw new RuleViolation(null, "结果“" + word + "”不认识，请填写“成功”或“失败”");
    boolean open = sent.state().equals("SENT") || sent.state().equals("PAID");
    var reason = ReturnReason.ofText(why);
    return new Answer(line, sent, false, reason, why.isEmpty() ? "银行未说明原因" : why, open);
  }

  private static Map<String, Integer> columns(List<String> heading) {
    var found = new HashMap<String, Integer>();
    for (int i = 0; i < heading.size(); i++) {
      String name = heading.get(i);
      String known =
          name.equals("流水号")
              ? "流水号"
              : name.contains("金额")
                  ? "金额"
                  : name.contains("原因")
                      ? "原因"
                      : name.contains("账号")
                          ? "账号"
                          : name.contains("结果") || name.contains("状态") ? "结果" : null;
      if (known != null) found.putIfAbsent(known, i);
    }
    for (String needed : List.of("金额", "结果"))
      if (!found.containsKey(needed))
        throw new RuleViolation("file", "没有找到“" + needed + "”一列；回执须有“流水号、金额、结果、原因”四列");
    return found;
  }

  private static String cell(List<String> row, Integer column) {
    return column == null || column >= row.size() ? "" : row.get(column);
  }
}
