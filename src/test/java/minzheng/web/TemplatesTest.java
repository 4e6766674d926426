package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Habits of templates and words, for the whole product. */
class TemplatesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final int LONGEST = 150;

  /** Pages that stand alone or hold the frame. */
  private static final Set<String> FRAMES = Set.of("layout.html", "public.html", "error/5xx.html");

  private static final Pattern INLINE =
      Pattern.compile(
          "\\sstyle=|<style|\\son(click|change|submit|load|input|key|focus|blur|mouse)[a-z]*=|<script(?![^>]*src=)|javascript:");
  private static final Pattern UNSAFE = Pattern.compile("th:utext|\\[\\(\\$|\\bT\\(|\\$\\{@");

  /** Written and escaped by a template of its own, see NavigationHtml; nothing typed is in it. */
  private static final String WRITTEN = "th:utext=\"${nav}\"";

  private static final Pattern PLACEHOLDER_LINK = Pattern.compile("href=\"#\"");

  @Test
  void templates_are_short_and_hold_nothing_the_browser_would_refuse() throws IOException {
    var wrong = new TreeMap<String, String>();
    for (Path file : files()) {
      String name = TEMPLATES.relativize(file).toString();
      String text = Files.readString(file).replaceAll("(?s)<!--/\\*.*?\\*/-->", "");
      if (name.equals("fragments/frame.html")) text = text.replace(WRITTEN, "");
      if (text.lines().count() > LONGEST) wrong.put(name, "longer than " + LONGEST + " lines");
      if (INLINE.matcher(text).find()) wrong.put(name, "inline script or style");
      if (UNSAFE.matcher(text).find()) wrong.put(name, "unescaped text, T(…) or a bean call");
      if (PLACEHOLDER_LINK.matcher(text).find()) wrong.put(name, "a link that leads nowhere");
      if (text.contains("<main") && !FRAMES.contains(name))
        wrong.put(name, "a second <main>: the layout has it");
    }
    assertThat(wrong).isEmpty();
  }

  /** The own background work and messages, and what the public sees. */
  private static final Set<String> NOT_EXPORTED =
      Set.of(
          "fragments/list.html",
          "jobs/list.html",
          "messages/inbox.html",
          "cases/public-notices.html");

  @Test
  void every_list_exports_what_it_is_filtered_to() throws IOException {
    var without = new ArrayList<String>();
    for (Path file : files()) {
      String name = TEMPLATES.relativize(file).toString();
      String text = Files.readString(file);
      if (text.matches("(?s).*list :: (foot|filters).*")
          && !text.contains("list :: export(")
          && !text.contains("rows.xlsx")
          && !NOT_EXPORTED.contains(name)) without.add(name);
    }
    assertThat(without).isEmpty();
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.walk(TEMPLATES)) {
      return files.filter(f -> f.toString().endsWith(".html")).sorted().toList();
    }
  }

  @Test
  void one_word_of_state_has_one_tone() {
    var tones = new HashMap<String, Tone>();
    var different = new TreeMap<String, String>();
    new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("minzheng")
            .stream()
            .filter(c -> c.isEnum() && c.isAssignableTo(Labelled.class))
            .flatMap(c -> List.of(c.reflect().getEnumConstants()).stream())
            .map(Labelled.class::cast)
            .forEach(
                state -> {
                  Tone known = tones.putIfAbsent(state.label(), state.tone());
                  if (known != null && known != state.tone())
                    different.put(state.label(), known + " and " + state.tone());
                });
    assertThat(different).isEmpty();
  }
}
