package minzheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The list of pictures names every page of the product, and nothing that is not there. */
@MinzhengTest
class UserGuideTest {
  private static final Path GUIDE = Path.of("docs/user-guide");
  private static final Pattern LINK = Pattern.compile("\\]\\(([a-z0-9-]+\\.png)\\)");

  /** Pages of one matter whose pictures are named alike stand in one row: `/x/**`, `x-*.png`. */
  private static final Pattern UNDER = Pattern.compile("`(/[a-z/-]+/)\\*\\*`");

  private static final Pattern ALIKE = Pattern.compile("`([a-z]+-)\\*\\.png`");

  /** Addresses that lead to a page of another address. */
  private static final Set<String> WITHOUT_A_PAGE = Set.of("/cases/{id}");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  @Test
  void every_page_has_its_row() throws IOException {
    String list = Files.readString(GUIDE.resolve("README.md"));
    var missing = new TreeSet<String>();
    for (String page : pages())
      if (!list.contains("`" + page + "`") && under(list).noneMatch((page + "/")::startsWith))
        missing.add(page);
    assertThat(missing)
        .as(
            "pages without a row in docs/user-guide/README.md: let a journey take a picture"
                + " (Tour.see) and name its address there in backticks")
        .isEmpty();
  }

  @Test
  void every_picture_is_there_and_linked_and_small() throws IOException {
    String list = Files.readString(GUIDE.resolve("README.md"));
    var linked = LINK.matcher(list).results().map(r -> r.group(1)).collect(Collectors.toSet());
    try (Stream<Path> files = Files.list(GUIDE)) {
      var pictures = files.filter(f -> f.toString().endsWith(".png")).toList();
      var there = pictures.stream().map(f -> f.getFileName().toString()).toList();
      assertThat(there).as("linked").containsAll(linked);
      assertThat(there)
          .as("pictures without a link")
          .allMatch(f -> linked.contains(f) || alike(list).anyMatch(f::startsWith));
      assertThat(pictures.stream().mapToLong(f -> f.toFile().length()).sum())
          .isLessThan(12_000_000);
    }
  }

  private static Stream<String> under(String list) {
    return UNDER.matcher(list).results().map(r -> r.group(1));
  }

  private static Stream<String> alike(String list) {
    return ALIKE.matcher(list).results().map(r -> r.group(1));
  }

  private Set<String> pages() {
    var pages = new TreeSet<String>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (mapping.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                  && shows(method))
                mapping.getPatternValues().forEach(p -> pages.add(p.replaceAll(":[^}]+", "")));
            });
    pages.removeAll(WITHOUT_A_PAGE);
    assertThat(pages).hasSizeGreaterThan(80);
    return pages;
  }

  /** Whether it answers with a page of the product (not of a test). */
  private static boolean shows(HandlerMethod method) {
    Class<?> answer = method.getMethod().getReturnType();
    boolean ours = method.getBeanType().getPackageName().startsWith("minzheng");
    boolean test = method.getBeanType().getSimpleName().equals("Gallery");
    return ours
        && !test
        && (answer == String.class || answer == ModelAndView.class)
        && !AnnotatedElementUtils.hasAnnotation(method.getMethod(), ResponseBody.class)
        && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
  }
}
