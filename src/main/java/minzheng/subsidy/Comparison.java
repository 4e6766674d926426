package minzheng.subsidy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import minzheng.subsidy.rules.Finding;
import minzheng.subsidy.rules.Line;
import minzheng.subsidy.rules.Result;

/**
 * 重新测算并比对: a determination beside its replay.
 *
 * @param fresh the replayed result
 * @param differences in words; empty when all is the same
 */
public record Comparison(Instant at, Result frozen, Result fresh, List<String> differences) {

  public boolean same() {
    return differences.isEmpty();
  }

  static List<String> differences(Result frozen, Result fresh) {
    var found = new ArrayList<String>();
    String of = frozen.name() + "（" + frozen.subject() + "）";
    compare(found, of + "结论", frozen.outcome().label(), fresh.outcome().label());
    compare(found, of + "金额", frozen.amount(), fresh.amount());
    compare(found, of + "起发月份", frozen.firstMonth(), fresh.firstMonth());
    compare(found, of + "人数", frozen.persons(), fresh.persons());
    compare(found, of + "原因", frozen.reasons(), fresh.reasons());
    compare(found, of + "缺少的事实", frozen.missing(), fresh.missing());
    rows(found, of + "条件", frozen.findings(), fresh.findings(), Finding::label);
    rows(found, of + "算式", frozen.lines(), fresh.lines(), Line::letter);
    if (found.isEmpty() && !frozen.equals(fresh)) found.add(of + "：所用标准不同");
    return found;
  }

  private static <T> void rows(
      List<String> found, String what, List<T> frozen, List<T> fresh, Function<T, String> name) {
    compare(found, what + "项数", frozen.size(), fresh.size());
    for (int i = 0; i < Math.min(frozen.size(), fresh.size()); i++) {
      String row = what + " " + name.apply(frozen.get(i));
      compare(found, row, frozen.get(i), fresh.get(i));
    }
  }

  private static void compare(List<String> found, String what, Object frozen, Object fresh) {
    if (!Objects.equals(frozen, fresh)) found.add(what + "：冻结 " + frozen + "，重算 " + fresh);
  }
}
