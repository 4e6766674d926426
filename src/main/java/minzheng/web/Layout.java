package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.thymeleaf.context.LazyContextVariable;

/** What the frame around every page needs. What costs a query is asked only when it is shown. */
@Component
class Layout {
  private final Supplier<List<Navigation.Item>> entries;
  private final NavigationHtml html;
  private final WaitingNumber waiting;
  private final Display display;
  private final Build build;
  private final Clock clock;

  /** As many as there are combinations of roles times entries of the navigation. */
  private final Map<Place, String> navigations = new ConcurrentHashMap<>();

  Layout(
      ObjectProvider<Navigation> navigation,
      NavigationHtml html,
      WaitingNumber waiting,
      Display display,
      Build build,
      Clock clock) {
    entries =
        SingletonSupplier.of(
            () -> navigation.orderedStream().flatMap(n -> n.items().stream()).toList());
    this.html = html;
    this.waiting = waiting;
    this.display = display;
    this.build = build;
    this.clock = clock;
  }

  void fill(BiConsumer<String, Object> model, HttpServletRequest request, CurrentUser user) {
    model.accept("build", build.number());
    model.accept("fmt", display);
    model.accept("here", Here.of(request));
    model.accept("today", LocalDate.now(clock));
    if (user == null) return;
    model.accept("user", user);
    model.accept("nav", lazily(() -> navigation(user.roles(), request)));
    model.accept("todoCount", lazily(() -> waiting.of(user, TodoSource.Box.MINE)));
  }

  /** On what the navigation depends: who looks, and the entry the page lies under. */
  private record Place(Set<Role> roles, String entry) {}

  private String navigation(Set<Role> roles, HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    var place = new Place(roles, NavigationTree.current(entries.get(), roles, path));
    return navigations.computeIfAbsent(
        place, p -> html.of(NavigationTree.at(entries.get(), roles, p.entry()), request));
  }

  private static <T> LazyContextVariable<T> lazily(Supplier<T> value) {
    return new LazyContextVariable<>() {
      @Override
      protected T loadValue() {
        return value.get();
      }
    };
  }
}
