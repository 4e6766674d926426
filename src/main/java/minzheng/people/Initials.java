package minzheng.people;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * First letters of a name's pinyin, as typed into the search box: 单雄信 → sxx. Surnames are read as
 * surnames; another character answers to its two most frequent readings, up to {@value #MOST} ways
 * for the whole name.
 */
public final class Initials {
  static final int MOST = 8;

  /**
   * Surnames that are read otherwise as a surname, or in two ways: the letters of each reading. The
   * dictionary's first reading serves all others.
   */
  private static final Map<String, String> SURNAMES =
      Map.ofEntries(
          Map.entry("单", "s"),
          Map.entry("仇", "q"),
          Map.entry("曾", "z"),
          Map.entry("解", "x"),
          Map.entry("区", "o"),
          Map.entry("查", "z"),
          Map.entry("朴", "p"),
          Map.entry("盖", "g"),
          Map.entry("召", "s"),
          Map.entry("乐", "yl"),
          Map.entry("尉", "wy"),
          Map.entry("宓", "mf"),
          Map.entry("缪", "m"),
          Map.entry("种", "c"),
          Map.entry("洗", "x"),
          Map.entry("冼", "x"),
          Map.entry("折", "s"),
          Map.entry("员", "y"),
          Map.entry("繁", "p"),
          Map.entry("秘", "b"),
          Map.entry("适", "k"),
          Map.entry("黑", "h"),
          Map.entry("能", "n"),
          Map.entry("逄", "p"),
          Map.entry("翟", "zd"),
          Map.entry("隗", "wk"),
          Map.entry("覃", "qt"),
          Map.entry("贲", "b"),
          Map.entry("那", "n"),
          Map.entry("晁", "c"),
          Map.entry("晟", "c"),
          Map.entry("幺", "y"),
          Map.entry("么", "y"),
          Map.entry("郗", "xc"),
          Map.entry("佴", "n"),
          Map.entry("祭", "z"),
          Map.entry("会", "g"),
          Map.entry("行", "x"),
          Map.entry("重", "c"),
          Map.entry("句", "g"),
          Map.entry("阚", "k"),
          Map.entry("谌", "c"),
          Map.entry("石", "s"),
          Map.entry("仉", "z"),
          Map.entry("郇", "xh"),
          Map.entry("於", "y"));

  /** Surnames of two characters that are read otherwise than their characters: both letters. */
  private static final Map<String, String> DOUBLE_SURNAMES =
      Map.of("尉迟", "yc", "长孙", "zs", "万俟", "mq", "澹台", "tt", "令狐", "lh");

  private Initials() {}

  /** The ways to type a name by its initials; lower-case, perhaps empty. */
  public static List<String> of(String name) {
    int[] points = name.codePoints().filter(Initials::counts).toArray();
    Set<String> ways = new LinkedHashSet<>(Set.of(""));
    int at = 0;
    String two = points.length > 2 ? new String(points, 0, 2) : "";
    if (DOUBLE_SURNAMES.containsKey(two)) {
      ways = new LinkedHashSet<>(Set.of(DOUBLE_SURNAMES.get(two)));
      at = 2;
    }
    for (; at < points.length; at++) {
      String letters = at == 0 ? surname(points[0]) : letters(points[at]);
      var longer = new LinkedHashSet<String>();
      for (String way : ways) {
        letters.chars().limit(2).forEach(letter -> longer.add(way + (char) letter));
      }
      // an unread character (rare extension) is left out of the initials
      if (!longer.isEmpty()) ways = longer;
    }
    return ways.stream().filter(way -> !way.isEmpty()).limit(MOST).toList();
  }

  private static boolean counts(int codePoint) {
    return Character.isLetter(codePoint);
  }

  private static String surname(int codePoint) {
    String known = SURNAMES.get(Character.toString(codePoint));
    if (known != null) return known;
    String letters = letters(codePoint);
    return letters.isEmpty() ? letters : letters.substring(0, 1);
  }

  private static String letters(int codePoint) {
    if (codePoint < 0x80) return Character.toString(Character.toLowerCase(codePoint));
    if (!Character.isBmpCodePoint(codePoint)) return "";
    var letters = new LinkedHashSet<Integer>();
    for (String reading :
        PinyinHelper.toPinyinList((char) codePoint, PinyinStyleEnum.FIRST_LETTER)) {
      reading.chars().filter(c -> c >= 'a' && c <= 'z').forEach(letters::add);
    }
    var text = new StringBuilder();
    letters.forEach(letter -> text.append((char) (int) letter));
    return text.toString();
  }
}
