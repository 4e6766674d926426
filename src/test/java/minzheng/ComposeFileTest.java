package minzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml as text: what it starts, what it opens, and which variables it takes. */
class ComposeFileTest {
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(:[?-][^}]*)?}");

  private final String text = read("docker-compose.yml");
  private final Map<String, Object> compose = map(parse(text));
  private final Map<String, Object> services = map(compose.get("services"));

  @Test
  void it_starts_a_database_two_nodes_and_a_proxy() {
    assertThat(services).containsOnlyKeys("db", "app1", "app2", "proxy");
    assertThat(service("db").get("image")).isEqualTo("postgres:18");
    assertThat(service("app1").get("image")).isEqualTo(service("app2").get("image"));
    assertThat(service("app1").get("environment")).isEqualTo(service("app2").get("environment"));
  }

  @Test
  void only_the_proxy_is_published() {
    for (String name : services.keySet())
      assertThat(service(name).containsKey("ports")).as(name).isEqualTo(name.equals("proxy"));
    assertThat(service("proxy").get("ports")).isEqualTo(List.of("80:80", "443:443"));
    assertThat(service("db").get("networks")).isEqualTo(List.of("inside"));
    assertThat(map(map(compose.get("networks")).get("inside"))).containsEntry("internal", true);
    assertThat(service("proxy").get("networks")).isEqualTo(List.of("edge"));
  }

  @Test
  void each_service_says_whether_it_is_well_and_waits_for_those_it_needs() {
    for (String name : services.keySet())
      assertThat(map(service(name).get("healthcheck"))).as(name).containsKey("test");
    assertThat(map(service("app1").get("depends_on"))).containsKey("db");
    assertThat(map(service("app2").get("depends_on"))).containsKeys("db", "app1");
  }

  @Test
  void the_nodes_run_the_packaged_jar_on_the_java_of_the_build() {
    var build = map(service("app1").get("build"));
    String pom = read("pom.xml");
    String java = find("<java.version>(\\d+)</java.version>", pom);
    String jar = find("<finalName>(.+)</finalName>", pom) + ".jar";
    assertThat(build.get("context")).isEqualTo("./target");
    assertThat((String) build.get("dockerfile_inline"))
        .contains("FROM eclipse-temurin:" + java + "-jre")
        .contains("COPY " + jar)
        .contains("USER minzheng");
    assertThat(service("app1").get("read_only")).isEqualTo(true);
  }

  @Test
  void every_role_of_the_bootstrap_gets_its_password_from_the_environment() {
    String volumes = service("db").get("volumes").toString();
    assertThat(volumes).contains("./db/bootstrap/roles.sql:/docker-entrypoint-initdb.d/");
    String passwords = content("passwords");
    var roles =
        Pattern.compile("CREATE ROLE (minzheng_\\w+)")
            .matcher(read("db/bootstrap/roles.sql"))
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(roles).hasSize(3);
    for (String role : roles) assertThat(passwords).contains("ALTER ROLE " + role + " PASSWORD :'");
    for (String variable : all("\\\\getenv \\w+ (\\w+)", passwords))
      assertThat(map(service("db").get("environment"))).containsKey(variable);
  }

  @Test
  void the_proxy_knows_both_nodes_and_takes_no_more_than_they_do() {
    String proxy = content("proxy");
    assertThat(proxy).contains("reverse_proxy app1:8080 app2:8080").contains("max_size 64MB");
    assertThat(read("src/main/resources/application.yml")).contains("max-request-size: 64MB");
  }

  @Test
  void every_variable_is_explained_and_no_secret_has_a_default() {
    var used = new TreeSet<>(all(VARIABLE.pattern(), text));
    String example = read(".env.example");
    assertThat(new TreeSet<>(all("(?m)^([A-Z_]+)=", example))).isEqualTo(used);
    for (String variable : used)
      if (variable.endsWith("PASSWORD")) {
        assertThat(example).as(variable).containsPattern("(?m)^" + variable + "=$");
        assertThat(text).as(variable).contains("${" + variable + ":?");
        assertThat(text).as(variable).doesNotContain("${" + variable + ":-");
      }
  }

  @Test
  void what_the_nodes_are_told_the_application_reads() {
    String settings = read("src/main/resources/application.yml");
    Set<String> told =
        map(service("app1").get("environment")).keySet().stream()
            .filter(name -> !name.equals("TZ"))
            .collect(Collectors.toSet());
    for (String name : told) assertThat(settings).contains("${" + name + ":");
  }

  private Map<String, Object> service(String name) {
    return map(services.get(name));
  }

  private String content(String config) {
    return (String) map(map(compose.get("configs")).get(config)).get("content");
  }

  private static Object parse(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  @SuppressWarnings("unchecked") // a YAML mapping with text keys
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static String find(String pattern, String in) {
    return all(pattern, in).getFirst();
  }

  private static List<String> all(String pattern, String in) {
    return Pattern.compile(pattern).matcher(in).results().map(ComposeFileTest::first).toList();
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
