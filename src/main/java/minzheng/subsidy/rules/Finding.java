package minzheng.subsidy.rules;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What one condition found: one row of the determination sheet.
 *
 * @param criterion name of the condition, such as INCOME_BELOW
 * @param label 家庭月收入
 * @param met null = unknown, because the facts of {@code missing} were not given
 * @param reason what is told when it is not met
 * @param fact the fact as data, limit likewise; null where there is none
 * @param factText the fact in words, limitText likewise
 * @param source where the fact comes from; null when not known
 * @param standards the values read, the main one first
 */
public record Finding(
    String criterion,
    String label,
    Boolean met,
    Reason reason,
    String fact,
    String limit,
    String factText,
    String limitText,
    String source,
    List<StandardValue> standards,
    String article,
    List<String> missing) {

  /** Digits of a city's code: 户籍 of a person names an area, of a family it counts persons. */
  private static final int CITY = 4;

  public Finding {
    standards = List.copyOf(standards);
    missing = List.copyOf(missing);
  }

  static Finding of(String criterion, String label, Boolean met, Reason reason, String article) {
    return new Finding(
        criterion, label, met, reason, null, null, null, null, null, List.of(), article, List.of());
  }

  Finding fact(String fact, String text) {
    return new Finding(
        criterion, label, met, reason, fact, limit, text, limitText, source, standards, article,
        missing);
  }

  Finding limit(String limit, String text, StandardValue... read) {
    return new Finding(
        criterion,
        label,
        met,
        reason,
        fact,
        limit,
        factText,
        text,
        source,
        List.of(read),
        article,
        missing);
  }

  Finding source(String from) {
    return new Finding(
        criterion, label, met, reason, fact, limit, factText, limitText, from, standards, article,
        missing);
  }

  Finding missing(List<String> paths) {
    return new Finding(
        criterion, label, met, reason, fact, limit, factText, limitText, source, standards, article,
        paths);
  }

  /** The same with areas by name, for readers; what is kept and compared has their codes. */
  Finding named(UnaryOperator<String> area) {
    if (!criterion.equals("LOCAL_HUKOU") || fact.length() < CITY) return this;
    String place = factText.replace(fact, area.apply(fact));
    return fact(fact, place).limit(limit, limitText.replace(limit, area.apply(limit)));
  }

  boolean failed() {
    return Boolean.FALSE.equals(met);
  }
}
