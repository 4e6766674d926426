package minzheng.web;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import minzheng.security.CurrentUser;
import minzheng.security.Planning;
import minzheng.security.Role;
import minzheng.web.TodoSource.Box;
import minzheng.web.TodoSource.Todo;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 工作台: the first page after sign-in, and the help page. */
@Controller
class HomeController {
  private static final int SHOWN = 100;
  private static final Set<Role> CASE_WORK =
      Set.of(Role.CASEWORKER, Role.REVIEWER, Role.APPROVER, Role.FINANCE);

  private final ObjectProvider<TodoSource> todos;
  private final ObjectProvider<HomePanel> panels;
  private final WaitingNumber waiting;
  private final Clock clock;
  private final Planning planning;

  HomeController(
      ObjectProvider<TodoSource> todos,
      ObjectProvider<HomePanel> panels,
      WaitingNumber waiting,
      Clock clock,
      Planning planning) {
    this.todos = todos;
    this.panels = panels;
    this.waiting = waiting;
    this.clock = clock;
    this.planning = planning;
  }

  /** Tasks that fall due together. */
  public record Group(String name, boolean overdue, List<Todo> todos) {}

  public record Panel(HomePanel.Place place, String template, HomePanel.Lines content) {}

  /**
   * All of it is read in one transaction: each of the many small ones costs as much as its query.
   */
  @GetMapping("/")
  @Transactional(readOnly = true)
  String home(
      @RequestParam(defaultValue = "MINE") Box box,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    planning.once();
    var list =
        todos
            .orderedStream()
            .flatMap(s -> s.list(user, box, SHOWN).stream())
            .sorted(
                Comparator.comparing(Todo::due, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    model.addAttribute(
        "boxes", Arrays.stream(Box.values()).map(b -> tab(b, box, list.size(), user)).toList());
    model.addAttribute("groups", groups(list));
    model.addAttribute("emptyTodos", emptyText(box, user));
    var shown = panels.orderedStream().map(p -> panel(p, user)).filter(p -> p.content() != null);
    model.addAttribute("panels", shown.toList());
    return "home/home";
  }

  @GetMapping("/help")
  String help() {
    return "home/help";
  }

  /** What is shown whole need not be counted. */
  private Tab tab(Box box, Box chosen, int shown, CurrentUser user) {
    long count = box == chosen && shown < SHOWN ? shown : waiting.of(user, box);
    String url = box == Box.MINE ? "/" : "/?box=" + box.name();
    return new Tab(box.label(), url, Math.toIntExact(count), false, box == chosen);
  }

  private static Panel panel(HomePanel panel, CurrentUser user) {
    return new Panel(panel.place(), panel.template(), panel.content(user));
  }

  private List<Group> groups(List<Todo> list) {
    LocalDate today = LocalDate.now(clock);
    LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    var overdue = new ArrayList<Todo>();
    var now = new ArrayList<Todo>();
    var week = new ArrayList<Todo>();
    var later = new ArrayList<Todo>();
    for (Todo todo : list) {
      LocalDate due = todo.due();
      if (due == null || due.isAfter(sunday)) later.add(todo);
      else if (due.isBefore(today)) overdue.add(todo);
      else if (due.equals(today)) now.add(todo);
      else week.add(todo);
    }
    return List.of(
            new Group("已超期", true, overdue),
            new Group("今日到期", false, now),
            new Group("本周到期", false, week),
            new Group("以后到期", false, later))
        .stream()
        .filter(g -> !g.todos().isEmpty())
        .toList();
  }

  private static String emptyText(Box box, CurrentUser user) {
    if (user.roles().stream().noneMatch(CASE_WORK::contains))
      return "您的岗位不直接办理案件。请从左侧导航进入您的工作，或用上方的查找框。";
    return switch (box) {
      case MINE ->
          user.has(Role.CASEWORKER)
              ? "轮到您办理的事项按到期日列在这里。可以登记新申请，或到“本单位待领”领取。"
              : "轮到您办理的事项按到期日列在这里。没有人办理的，到“本单位待领”领取。";
      case OFFICE -> "本单位没有待领取的事项。";
      case HANDED_OVER -> "您移交给他人、仍在办理的事项会列在这里。";
    };
  }

  /** The entries that belong to nobody else. */
  @Configuration(proxyBeanMethods = false)
  static class Entries {
    @Bean
    Navigation homeNavigation() {
      return () -> List.of(Navigation.Item.of(Navigation.Section.START, 0, "工作台", "/", "home"));
    }
  }
}
