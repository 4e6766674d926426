package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import minzheng.jobs.Jobs;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.CurrentUser;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Typed;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** 交接: a worker's open cases, the plan with its count, and how it went. */
@Controller
@PreAuthorize("hasRole('SUPERVISOR')")
class HandOverController {
  private final HandOvers handOvers;
  private final HandOverWork work;
  private final Delegations delegations;
  private final CaseList list;
  private final Jobs jobs;

  HandOverController(
      HandOvers handOvers, HandOverWork work, Delegations delegations, CaseList list, Jobs jobs) {
    this.handOvers = handOvers;
    this.work = work;
    this.delegations = delegations;
    this.list = list;
    this.jobs = jobs;
  }

  /**
   * What is typed; {@code seen} is the count the person confirms, {@code key} makes it count once.
   */
  record Form(
      List<Long> to,
      String reason,
      String deadline,
      String deputy,
      String deputyFrom,
      String deputyTo,
      Integer seen,
      String key) {
    HandOvers.Order order() {
      return new HandOvers.Order(
          to == null ? List.of() : to,
          reason,
          day("deadline", deadline),
          deputy == null || !deputy.matches("[0-9]{1,18}") ? null : Long.valueOf(deputy),
          day("deputyFrom", deputyFrom),
          day("deputyTo", deputyTo));
    }

    private static LocalDate day(String field, String text) {
      try {
        return Typed.dateOrNull(text);
      } catch (RuleViolation e) {
        throw e.at(field);
      }
    }
  }

  /** Open cases by state. */
  public record StateRow(String label, String url, long cases, long over) {}

  @GetMapping("/cases/workers/{id}")
  String worker(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", new Form(List.of(), null, null, null, null, null, null, null));
    return workerPage(id, user, model);
  }

  /** Who gets how many, before anything is done. */
  @PostMapping("/cases/workers/{id}/hand-over/check")
  String check(
      @PathVariable long id,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    try {
      var order = form.order();
      handOvers.check(order);
      var plan = handOvers.plan(id, order.to());
      if (plan.stream().allMatch(i -> i.to() == null))
        throw new RuleViolation(null, "所选人员一件也不能接收，请另选。");
      var shares = new LinkedHashMap<String, Long>();
      plan.stream()
          .filter(i -> i.to() != null)
          .collect(
              Collectors.groupingBy(i -> i.to().name(), LinkedHashMap::new, Collectors.counting()))
          .forEach(shares::put);
      model.addAttribute("worker", handOvers.worker(id, user));
      model.addAttribute("plan", plan);
      model.addAttribute("shares", shares);
      model.addAttribute("barred", plan.stream().filter(i -> i.to() == null).toList());
      model.addAttribute("key", UUID.randomUUID().toString());
      return "cases/hand-over-check";
    } catch (RuleViolation refused) {
      return refuse(id, errors, refused, user, model, response);
    }
  }

  @PostMapping("/cases/workers/{id}/hand-over")
  String order(
      @PathVariable long id,
      @ModelAttribute("form") Form form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      HttpServletResponse response) {
    try {
      if (form.key() == null || form.seen() == null) throw new RuleViolation(null, "请先核对件数再确认。");
      long handOver = handOvers.order(id, form.order(), form.seen(), form.key(), user);
      return "redirect:/cases/hand-overs/" + handOver;
    } catch (RuleViolation refused) {
      return refuse(id, errors, refused, user, model, response);
    }
  }

  @GetMapping("/cases/hand-overs/{id}")
  String handOver(@PathVariable long id, Model model) {
    model.addAttribute("handOver", handOvers.get(id));
    model.addAttribute("items", handOvers.items(id));
    model.addAttribute("job", jobs.latest(work, String.valueOf(id)).orElse(null));
    return "cases/handed-over";
  }

  private String refuse(
      long id,
      BindingResult errors,
      RuleViolation refused,
      CurrentUser user,
      Model model,
      HttpServletResponse response) {
    FormErrors.add(errors, refused);
    response.setStatus(refused.field() == null ? 409 : 400);
    return workerPage(id, user, model);
  }

  private String workerPage(long id, CurrentUser user, Model model) {
    Account worker = handOvers.worker(id, user);
    var files = handOvers.open(id);
    var rows = files.stream().map(f -> list.row(f, user)).toList();
    var states = new LinkedHashMap<String, StateRow>();
    for (var row : rows) {
      String url = "/cases?open=yes&who=%d&state=%s".formatted(id, row.file().state());
      boolean over = row.left() != null && row.left() < 0;
      states.merge(
          row.file().state(),
          new StateRow(row.state().label(), url, 1, over ? 1 : 0),
          (a, b) -> new StateRow(a.label(), a.url(), a.cases() + b.cases(), a.over() + b.over()));
    }
    var colleagues = handOvers.colleagues(id, files);
    model.addAttribute("worker", worker);
    model.addAttribute("states", states.values());
    model.addAttribute("total", files.size());
    model.addAttribute("urgent", rows.stream().limit(10).toList());
    model.addAttribute("colleagues", colleagues);
    model.addAttribute(
        "deputies",
        colleagues.stream().map(a -> new Option(String.valueOf(a.id()), a.name())).toList());
    model.addAttribute("delegations", delegations.of(id));
    return "cases/worker";
  }
}
