package minzheng.kernel;

/** 大写金额: an amount in the characters that cannot be altered with a stroke of the pen. */
public final class Capitals {
  private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
  private static final String[] PLACES = {"", "拾", "佰", "仟"};
  private static final String[] GROUPS = {"", "万", "亿", "万亿"};

  private Capitals() {}

  /**
   * Such as 人民币壹仟零伍拾元整 or 人民币陆佰元零叁分, by the bank rules for filling in drafts (正确填写票据和结算凭证的基本规定).
   *
   * @throws IllegalArgumentException for a negative amount
   */
  public static String of(Money money) {
    if (money.amount().signum() < 0) throw new IllegalArgumentException("negative amount");
    String plain = money.amount().toPlainString();
    int point = plain.indexOf('.');
    String yuan = yuan(plain.substring(0, point));
    char jiao = plain.charAt(point + 1);
    char fen = plain.charAt(point + 2);
    var text = new StringBuilder("人民币");
    if (!yuan.isEmpty()) text.append(yuan).append('元');
    if (jiao == '0' && fen == '0') return text.append(yuan.isEmpty() ? "零元整" : "整").toString();
    if (jiao != '0') text.append(digit(jiao)).append('角');
    else if (!yuan.isEmpty()) text.append('零');
    return text.append(fen == '0' ? "整" : digit(fen) + "分").toString();
  }

  private static String yuan(String digits) {
    var text = new StringBuilder();
    boolean zero = false;
    boolean group = false;
    for (int i = 0; i < digits.length(); i++) {
      int place = digits.length() - 1 - i;
      char digit = digits.charAt(i);
      if (digit == '0') zero = true;
      else {
        if (zero && text.length() > 0) text.append('零');
        zero = false;
        group = true;
        text.append(digit(digit)).append(PLACES[place % 4]);
      }
      if (place % 4 == 0) {
        if (group) text.append(GROUPS[place / 4]);
        group = false;
      }
    }
    return text.toString();
  }

  private static char digit(char digit) {
    return DIGITS.charAt(digit - '0');
  }
}
