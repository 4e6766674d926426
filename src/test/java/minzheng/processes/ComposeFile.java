package minzheng.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What docker-compose.yml gives its services, with the variables of {@code .env} filled in. */
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[?-]([^}]*))?}");

  private final Map<String, Object> file;

  ComposeFile(Map<String, String> variables) {
    try {
      String text =
          VARIABLE
              .matcher(Files.readString(Path.of("docker-compose.yml")))
              .replaceAll(
                  v ->
                      Matcher.quoteReplacement(
                          variables.containsKey(v.group(1))
                              ? variables.get(v.group(1))
                              : orElse(v)));
      file = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String orElse(java.util.regex.MatchResult variable) {
    String otherwise = variable.group(2);
    if (otherwise != null && otherwise.startsWith(":-")) return variable.group(3);
    throw new IllegalStateException(variable.group(1) + " is not set");
  }

  Map<String, String> environment(String service) {
    var environment = new TreeMap<String, String>();
    map(map(map(file.get("services")).get(service)).get("environment"))
        .forEach((key, value) -> environment.put(key, String.valueOf(value)));
    return environment;
  }

  String config(String name) {
    return (String) map(map(file.get("configs")).get(name)).get("content");
  }

  @SuppressWarnings("unchecked") // a YAML mapping with text keys
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
