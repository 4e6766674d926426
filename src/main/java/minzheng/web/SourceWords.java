package minzheng.web;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Chinese for the remarks in the sources of the delivered standards (db/reference/standards.csv),
 * which stand in frozen determinations too and are therefore put into words where they are shown.
 */
public final class SourceWords {
  private static final Pattern ARTICLE = Pattern.compile(" Art\\. (\\d+)");

  /** Longer ones first. */
  private static final List<String[]> WORDS =
      List.of(
          words(" (suburban districts; day and month assumed)", "（郊区；月、日为假设）"),
          words(" (central city; day and month assumed)", "（中心城区；月、日为假设）"),
          words(" (condition assumed)", "（条件为假设）"),
          words(" (to be confirmed)", "（待确认）"),
          words("assumption: monthly report by the 5th", "假设：次月 5 日前报送月报"),
          words("assumption", "暂无文件依据"),
          words("none in the source", "来源未作规定"),
          words("general practice", "通行做法"),
          words("national default", "全国通行做法"),
          words("national scheme 2026", "2026 年国家方案"),
          words("Sichuan 2017 floor", "四川省 2017 年最低标准"),
          words("Guangzhou 2021", "广州市 2021 年标准"),
          words("Guangzhou practice", "广州市做法"),
          words("2022 notice", "2022 年通知"));

  private SourceWords() {}

  /** The source as people read it; what has no words stays as it is. */
  public static String chinese(String source) {
    String text = source;
    for (String[] each : WORDS) text = text.replace(each[0], each[1]);
    return ARTICLE.matcher(text).replaceAll(" 第 $1 条");
  }

  /**
   * The documents among the sources of a value, as somebody outside the bureau reads them. What
   * only the register understands — the place in the material a value was taken from, an assumption
   * — is left out; empty when nothing else is named.
   */
  public static String documents(String source) {
    return Arrays.stream(source.split("；"))
        .filter(s -> s.codePoints().anyMatch(Character::isIdeographic))
        .filter(s -> !s.startsWith("假设"))
        .map(SourceWords::chinese)
        .collect(Collectors.joining("；"));
  }

  private static String[] words(String source, String chinese) {
    return new String[] {source, chinese};
  }
}
