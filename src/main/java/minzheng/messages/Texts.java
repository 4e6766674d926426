package minzheng.messages;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import minzheng.web.Option;
import org.springframework.stereotype.Component;

/**
 * The wording of all messages, kept in one file so that the office can read it as a whole. A
 * telephone is often shared: no text names a programme, an amount, an illness, another person or a
 * child.
 */
@Component
class Texts {
  private static final String FILE = "/minzheng/messages/texts.properties";
  private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

  private final Properties texts = new Properties();

  Texts() {
    try (Reader file =
        new InputStreamReader(Texts.class.getResourceAsStream(FILE), StandardCharsets.UTF_8)) {
      texts.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String title(String template) {
    return text(template + ".title");
  }

  /**
   * The text with its places filled.
   *
   * @throws IllegalArgumentException for an unknown template, or a place without a value
   */
  String body(String template, Map<String, String> values) {
    return PLACE
        .matcher(text(template + ".text"))
        .replaceAll(
            place -> {
              String value = values.get(place.group(1));
              if (value == null || value.isBlank())
                throw new IllegalArgumentException(template + " lacks " + place.group(1));
              return Matcher.quoteReplacement(value);
            });
  }

  /** Every template with its title. */
  List<Option> options() {
    return texts.stringPropertyNames().stream()
        .filter(key -> key.endsWith(".title"))
        .sorted()
        .map(key -> new Option(key.substring(0, key.length() - 6), texts.getProperty(key)))
        .toList();
  }

  private String text(String key) {
    String text = texts.getProperty(key);
    if (text == null) throw new IllegalArgumentException("No text " + key);
    return text;
  }
}
