package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import minzheng.security.CurrentUser;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.context.LazyContextVariable;

/** What the frame around every page needs. What costs a query is asked only when it is shown. */
@Component
class Layout {
  private final ObjectProvider<Navigation> navigation;
  private final ObjectProvider<TodoSource> todos;
  private final Display display;
  private final Build build;
  private final Clock clock;
  private final TransactionTemplate reading;

  Layout(
      ObjectProvider<Navigation> navigation,
      ObjectProvider<TodoSource> todos,
      Display display,
      Build build,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.navigation = navigation;
    this.todos = todos;
    this.display = display;
    this.build = build;
    this.clock = clock;
    reading = new TransactionTemplate(transactions);
    reading.setReadOnly(true);
  }

  void fill(BiConsumer<String, Object> model, HttpServletRequest request, CurrentUser user) {
    model.accept("build", build.number());
    model.accept("fmt", display);
    model.accept("here", Here.of(request));
    model.accept("today", LocalDate.now(clock));
    if (user == null) return;
    String path = request.getRequestURI().substring(request.getContextPath().length());
    model.accept("user", user);
    model.accept("nav", lazily(() -> tree(user, path)));
    model.accept("todoCount", lazily(() -> todoCount(user)));
  }

  private List<List<NavigationTree.Shown>> tree(CurrentUser user, String path) {
    var items = navigation.orderedStream().flatMap(n -> n.items().stream()).toList();
    return NavigationTree.of(items, user.roles(), path);
  }

  private Long todoCount(CurrentUser user) {
    return reading.execute(
        status -> todos.stream().mapToLong(t -> t.count(user, TodoSource.Box.MINE)).sum());
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
