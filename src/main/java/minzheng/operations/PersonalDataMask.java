package minzheng.operations;

import java.util.regex.Pattern;
import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Keeps personal data out of the structured log, whoever wrote the line: our own messages, and
 * those of libraries and of the database, which quote what was typed. The product's own log is
 * English and names things by their id, so whatever is Chinese, or has as many digits as a
 * telephone number, came out of somebody's file.
 *
 * <p>Named in application.yml ({@code logging.structured.json.customizer}); made by the logging
 * system, so it is no bean.
 */
class PersonalDataMask implements StructuredLoggingJsonMembersCustomizer<Object> {
  /** PostgreSQL's details: {@code Key (doc_number)=(…)}, {@code Failing row contains (…)}. */
  private static final Pattern DATABASE_DETAIL =
      Pattern.compile("(Key \\([^)]*\\)=\\(|row contains \\().*\\)(?=\\.|\\s|$)");

  /** What could not be understood, quoted: {@code For input string: "…"}, {@code value '…'}. */
  private static final Pattern QUOTED_INPUT =
      Pattern.compile("((?:input|value|string|syntax for type \\w+):? ?)([\"'“\\[]).*?([\"'”\\]])");

  /** Words and marks between them, so that a sentence becomes one sign. */
  private static final Pattern CHINESE =
      Pattern.compile("\\p{IsHan}(?:[\\p{IsHan}·，。、；：“”（）？\\s]*\\p{IsHan})?");

  /** Identity numbers, telephones, bank accounts, days of birth; spaces and hyphens between. */
  private static final Pattern DIGITS =
      Pattern.compile("(?<![\\p{Alnum}.])\\d(?:[ -]?\\d){6,}[Xx]?(?!\\p{Alnum})");

  @Override
  public void customize(Members<Object> members) {
    members.applyingValueProcessor(ValueProcessor.of(String.class, PersonalDataMask::mask));
  }

  /** The text with three stars for whatever may say something about a person. */
  static String mask(String text) {
    if (text == null) return null;
    text = DATABASE_DETAIL.matcher(text).replaceAll("$1***)");
    text = QUOTED_INPUT.matcher(text).replaceAll("$1$2***$3");
    text = CHINESE.matcher(text).replaceAll("***");
    return DIGITS.matcher(text).replaceAll("***");
  }
}
