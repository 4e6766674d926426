package minzheng.subsidy.oldage;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import minzheng.jobs.Jobs;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.Money;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.standards.Standards;
import minzheng.subsidy.ListState;
import minzheng.subsidy.MassListPages;
import minzheng.subsidy.MassLists.Sum;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One round: its persons, and the steps from the search to the money. */
@Controller
@RequestMapping("/subsidy/old-age/rounds/{id:[0-9]+}")
@PreAuthorize(Role.DESKS)
class RoundController {
  private final Rounds rounds;
  private final RoundList list;
  private final ItemList items;
  private final Jobs jobs;
  private final Standards standards;
  private final Regions regions;
  private final Excel excel;

  RoundController(
      Rounds rounds,
      RoundList list,
      ItemList items,
      Jobs jobs,
      Standards standards,
      Regions regions,
      Excel excel) {
    this.rounds = rounds;
    this.list = list;
    this.items = items;
    this.jobs = jobs;
    this.standards = standards;
    this.regions = regions;
    this.excel = excel;
  }

  @GetMapping
  String show(
      @PathVariable long id,
      @ModelAttribute("filter") ItemList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    Round round = rounds.get(id);
    var terms = standards.terms();
    var sums = list.sums(id);
    Long job = round.grantJob() != null ? round.grantJob() : round.findJob();
    var work = job == null ? null : jobs.get(job);
    boolean busy = work != null && !work.isOver();
    model.addAttribute("round", round);
    model.addAttribute("job", work);
    model.addAttribute("busy", busy);
    model.addAttribute("terms", terms);
    model.addAttribute("sums", sums);
    model.addAttribute("listed", listed(sums));
    model.addAttribute("pending", count(sums, ItemState.PENDING));
    MassListPages.offer(model, round, busy, user);
    model.addAttribute("slice", items.page(round, filter, paging, user));
    model.addAttribute("states", Option.of(ItemState.class));
    model.addAttribute("kinds", Option.of(ItemKind.class));
    var bands =
        sums.stream()
            .map(RoundList.Sum::band)
            .distinct()
            .map(b -> new Option(b, terms.personClass(b)))
            .toList();
    model.addAttribute("bands", bands);
    model.addAttribute("chips", chips(filter, bands));
    return "subsidy/old-age-round";
  }

  private List<Chip> chips(ItemList.Filter filter, List<Option> bands) {
    var chips = new ArrayList<Chip>();
    for (ItemState each : ItemState.values())
      if (each.name().equals(filter.state())) chips.add(new Chip("state", "状态：" + each.label()));
    for (ItemKind each : ItemKind.values())
      if (each.name().equals(filter.kind())) chips.add(new Chip("kind", "类别：" + each.label()));
    for (Option band : bands)
      if (band.value().equals(filter.band())) chips.add(new Chip("band", "年龄段：" + band.label()));
    if (!filter.area().isEmpty()) chips.add(new Chip("area", "地区：" + regions.path(filter.area())));
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "姓名：" + filter.q()));
    return chips;
  }

  private static Sum listed(List<RoundList.Sum> sums) {
    var on = sums.stream().filter(s -> s.state() == ItemState.LISTED).toList();
    return new Sum(
        on.stream().mapToInt(RoundList.Sum::rows).sum(),
        on.stream().map(RoundList.Sum::money).reduce(Money.ZERO, Money::plus));
  }

  private static int count(List<RoundList.Sum> sums, ItemState state) {
    return sums.stream().filter(s -> s.state() == state).mapToInt(RoundList.Sum::rows).sum();
  }

  @GetMapping("/persons.xlsx")
  void export(
      @PathVariable long id,
      @ModelAttribute("filter") ItemList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    Round round = rounds.get(id);
    var terms = standards.terms();
    List<Excel.Column<ItemList.Row>> columns =
        List.of(
            Excel.Column.of("姓名", ItemList.Row::name),
            Excel.Column.of("证件号码", ItemList.Row::number),
            Excel.Column.of("地区", r -> regions.path(r.region())),
            Excel.Column.of("年龄", ItemList.Row::age),
            Excel.Column.of("年龄段", r -> terms.personClass(r.band())),
            Excel.Column.of("达到日期", ItemList.Row::reachedOn),
            Excel.Column.of("类别", ItemList.Row::kind),
            Excel.Column.of("月金额（元）", ItemList.Row::amount),
            Excel.Column.of("原月金额（元）", ItemList.Row::before),
            Excel.Column.of("起发月份", r -> r.first() == null ? null : r.first().toString()),
            Excel.Column.of("状态", ItemList.Row::state),
            Excel.Column.of("说明", ItemList.Row::why));
    try (var sheet = excel.sheet(response, "高龄津贴名单", user, columns)) {
      items.export(round, filter, user, sheet);
    }
  }

  @PostMapping("/submit")
  @PreAuthorize("hasRole('CASEWORKER')")
  String submit(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "已提交，等待审批人确认。", () -> rounds.submit(id, user));
  }

  @PostMapping("/discard")
  @PreAuthorize("hasRole('CASEWORKER')")
  String discard(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "名单已作废，没有人因此享受或调整待遇。", () -> rounds.discard(id, user));
  }

  /** The page on which another person confirms; it repeats count and money. */
  @GetMapping("/confirm")
  @PreAuthorize("hasRole('APPROVER')")
  String confirmation(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    Round round = rounds.get(id);
    if (round.state() != ListState.SUBMITTED || round.isOf(user.accountId()))
      return "redirect:" + round.url();
    var sums = list.sums(id);
    model.addAttribute("round", round);
    model.addAttribute("terms", standards.terms());
    model.addAttribute("sums", sums.stream().filter(s -> s.state() == ItemState.LISTED).toList());
    model.addAttribute("listed", listed(sums));
    model.addAttribute("pending", count(sums, ItemState.PENDING));
    model.addAttribute("removed", count(sums, ItemState.REMOVED));
    return "subsidy/old-age-confirm";
  }

  @PostMapping("/confirm")
  @PreAuthorize("hasRole('APPROVER')")
  String confirm(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") int rows,
      @RequestParam(defaultValue = "") String money,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    return then(id, flash, "已确认，正在登记待遇。", () -> rounds.confirm(id, rows, Money.parse(money), user));
  }

  @PostMapping("/return")
  @PreAuthorize("hasRole('APPROVER')")
  String giveBack(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    return then(id, flash, "已退回经办人。", () -> rounds.giveBack(id, reason, user));
  }

  @PostMapping("/go-on")
  @PreAuthorize("hasRole('APPROVER')")
  String goOn(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return then(id, flash, "继续登记，已登记的不会重复。", () -> rounds.goOn(id, user));
  }

  private static String then(long id, RedirectAttributes flash, String done, Runnable step) {
    return MassListPages.then("/subsidy/old-age/rounds/" + id, flash, done, step);
  }
}
