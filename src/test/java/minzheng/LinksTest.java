package minzheng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import minzheng.demo.Town;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Follows the links of every page a role can reach in a town with families in each state: none may
 * lead nowhere, no form stands before somebody who may not send it, and no page has an id twice.
 */
@MinzhengTest
class LinksTest {
  private static final Pattern ROLES = Pattern.compile("'([A-Z_]+)'");
  private static final Pattern NAMES = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[0-9]+");

  @Autowired MockMvcTester mvc;
  @Autowired Town town;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  private final List<String> wrong = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "caseworker",
        "approver",
        "finance",
        "supervisor",
        "standards",
        "admin",
        "auditor"
      })
  void every_link_leads_to_a_page(String name) throws Exception {
    var who = town.user(name);
    var next = new ArrayDeque<>(List.of("/"));
    var kinds = new HashSet<String>();
    int opened = 0;
    while (!next.isEmpty()) {
      String address = next.poll();
      opened++;
      for (String link : links(address, who)) if (kinds.add(kind(link))) next.add(link);
    }
    assertThat(wrong).isEmpty();
    assertThat(opened).as("pages that were opened").isGreaterThan(10);
  }

  private List<String> links(String address, CurrentUser who) throws UnsupportedEncodingException {
    MockHttpServletResponse answer =
        mvc.get().uri(URI.create(address)).with(user(who)).exchange().getResponse();
    if (answer.getRedirectedUrl() != null) return List.of(answer.getRedirectedUrl());
    if (answer.getStatus() != 200) wrong.add(answer.getStatus() + " at " + address);
    String type = answer.getContentType();
    if (type == null || !MediaType.TEXT_HTML.isCompatibleWith(MediaType.parseMediaType(type)))
      return List.of();
    Document page = Jsoup.parse(answer.getContentAsString());
    var ids = new HashSet<String>();
    for (Element named : page.select("[id]"))
      if (!ids.add(named.id())) wrong.add("#" + named.id() + " twice at " + address);
    for (Element form : page.select("form[method=post]"))
      for (String step : steps(form))
        if (!sends(who, step)) wrong.add("the form to " + step + " at " + address);
    return page.select("a[href^=/]").eachAttr("href").stream()
        .map(link -> link.replaceFirst("#.*", ""))
        .filter(link -> !link.isEmpty())
        .toList();
  }

  /** Where a form goes, by its own address or by that of a button. */
  private static List<String> steps(Element form) {
    var steps = new ArrayList<>(form.select("[formaction]").eachAttr("formaction"));
    if (form.select("[type=submit]:not([formaction])").size() > 0) steps.add(form.attr("action"));
    steps.remove("/logout"); // no page's business
    return steps;
  }

  /** Whether somebody answers a POST there, and asks for a role that the reader has. */
  private boolean sends(CurrentUser who, String step) {
    var request = new MockHttpServletRequest("POST", step.replaceFirst("[?].*", ""));
    ServletRequestPathUtils.parseAndCache(request);
    try {
      var found = handlers.getHandler(request);
      if (found == null) return false;
      var method = ((HandlerMethod) found.getHandler());
      var asked =
          AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), PreAuthorize.class);
      if (asked == null)
        asked =
            AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), PreAuthorize.class);
      return asked == null
          || ROLES
              .matcher(asked.value())
              .results()
              .anyMatch(role -> who.has(Role.valueOf(role.group(1))));
    } catch (Exception nobodyAnswers) {
      return false;
    }
  }

  /** Addresses that differ in numbers or in conditions alone are of one kind. */
  private static String kind(String link) {
    String[] parts = link.split("\\?", 2);
    String path = NAMES.matcher(parts[0]).replaceAll("#");
    return parts.length == 1 ? path : path + "?";
  }
}
