package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.WebContext;
import org.thymeleaf.web.servlet.JakartaServletWebApplication;

/**
 * Writes the navigation by {@code fragments/frame :: entries}, apart from the page: it is the
 * longest part of the frame and the same for all who hold the same roles at the same place.
 */
@Component
class NavigationHtml {
  private final ObjectProvider<ITemplateEngine> engine;

  NavigationHtml(ObjectProvider<ITemplateEngine> engine) {
    this.engine = engine;
  }

  String of(List<List<NavigationTree.Shown>> sections, HttpServletRequest request) {
    var here = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
    HttpServletResponse response = Objects.requireNonNull(here.getResponse());
    var exchange =
        JakartaServletWebApplication.buildApplication(request.getServletContext())
            .buildExchange(request, response);
    var context = new WebContext(exchange, request.getLocale(), Map.of("sections", sections));
    return engine.getObject().process("fragments/frame", Set.of("entries"), context);
  }
}
