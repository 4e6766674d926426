package minzheng.jurisdiction;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;

/**
 * First letters of the pinyin of a place name. Each character keeps the letters of all its
 * readings, since place names use rare ones (番禺 begins with p, 长 is read c or z).
 */
record Initials(String[] letters) {
  static Initials of(String name) {
    return new Initials(name.codePoints().mapToObj(Initials::letters).toArray(String[]::new));
  }

  private static String letters(int codePoint) {
    if (codePoint < 0x80) return Character.toString(Character.toLowerCase(codePoint));
    if (!Character.isBmpCodePoint(codePoint)) return "";
    List<String> readings =
        PinyinHelper.toPinyinList((char) codePoint, PinyinStyleEnum.FIRST_LETTER);
    return String.join("", readings);
  }

  /** 0 when the name begins with these letters, 1 when they stand further in, else −1. */
  int rank(String wanted) {
    for (int from = 0; from + wanted.length() <= letters.length; from++) {
      int i = 0;
      while (i < wanted.length() && letters[from + i].indexOf(wanted.charAt(i)) >= 0) i++;
      if (i == wanted.length()) return Math.min(from, 1);
    }
    return -1;
  }
}
