package minzheng.kernel;

import java.util.Set;
import java.util.regex.Pattern;

/** What remains readable of personal data in lists. Null stays null. */
public final class Masking {
  private static final Set<String> DOUBLE_SURNAMES =
      Set.of(
          "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连",
          "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于",
          "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋",
          "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "公户", "公玉", "公仪", "梁丘", "公仲",
          "公上", "公门", "公山", "公坚", "左丘", "公伯", "西门", "公祖", "第五", "公乘", "贯丘", "公皙", "南荣", "东里", "东宫",
          "仲长", "子书", "子桑", "即墨", "达奚", "褚师", "纳兰");

  /** As long as a document's number or longer, perhaps written in groups; no telephone is. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("\\p{Nd}(?:[\\s\\u00a0\\u3000-]?\\p{Nd}){13,}[Xx]?");

  private Masking() {}

  /** The surname stays, each further character is a star: 张三 → 张*, 欧阳明月 → 欧阳**. */
  public static String name(String name) {
    if (name == null) return null;
    int[] points = name.strip().codePoints().toArray();
    if (points.length < 2) return points.length == 0 ? "" : "*";
    int kept = points.length > 2 && DOUBLE_SURNAMES.contains(new String(points, 0, 2)) ? 2 : 1;
    return new String(points, 0, kept) + "*".repeat(points.length - kept);
  }

  /** 138****1234; a number too short to keep both ends keeps nothing. */
  public static String phone(String phone) {
    if (phone == null) return null;
    String text = phone.strip();
    if (text.length() < 8) return "*".repeat(text.length());
    return text.substring(0, 3) + "****" + text.substring(text.length() - 4);
  }

  /** 990104********0016; other documents keep their last four characters. */
  public static String idNumber(String number) {
    if (number == null) return null;
    if (number.length() != 18) return account(number);
    return number.substring(0, 6) + "********" + number.substring(14);
  }

  /** A text in which nobody reads a whole document number, wherever somebody wrote one. */
  public static String numbersIn(String text) {
    return text == null ? null : LONG_NUMBER.matcher(text).replaceAll(n -> idNumber(n.group()));
  }

  /** Only the last four characters of a bank account stay. */
  public static String account(String account) {
    if (account == null) return null;
    String text = account.strip();
    if (text.length() < 8) return "*".repeat(text.length());
    return "****" + text.substring(text.length() - 4);
  }
}
