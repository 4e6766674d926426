package minzheng.subsidy.desk;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Facts that were not given, in the words of the desk: 周秀兰的月收入. */
public final class MissingFacts {
  private static final Pattern OF_MEMBER =
      Pattern.compile("household\\.members\\[(\\d+)]\\.(\\w+).*");
  private static final Map<String, String> WORDS =
      Map.of(
          "monthlyIncome", "月收入",
          "savings", "存款等金融资产",
          "vehicles", "机动车辆",
          "rigidSpending12Months", "近 12 个月刚性支出",
          "abilityLevel", "老年人能力等级",
          "selfCareFailed", "生活自理能力评估",
          "workAble", "劳动能力",
          "hasAbleSupporter", "法定义务人履行能力");

  private MissingFacts() {}

  static List<String> words(List<String> paths, List<CaseFamily.MemberRow> members) {
    return named(paths, members.stream().map(CaseFamily.MemberRow::name).toList());
  }

  /**
   * @param names of the members in the order of the facts
   */
  public static List<String> named(List<String> paths, List<String> names) {
    return paths.stream().map(p -> words(p, names)).distinct().toList();
  }

  private static String words(String path, List<String> names) {
    var member = OF_MEMBER.matcher(path);
    if (member.matches()) {
      int index = Integer.parseInt(member.group(1));
      String who = index < names.size() ? names.get(index) + "的" : "";
      return who + WORDS.getOrDefault(member.group(2), member.group(2));
    }
    String fact = path.replaceFirst("^household\\.", "").replaceFirst("\\..*", "");
    return "家庭的" + WORDS.getOrDefault(fact, fact);
  }
}
