package minzheng.config;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.Account;
import minzheng.security.Accounts;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.SignedInSessions;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.FormErrors;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 账号: the list, a new account, and one account's particulars. */
@Controller
@RequestMapping("/config/accounts")
@PreAuthorize("hasRole('SYSTEM_ADMIN')")
class StaffAccountController {
  static final List<Option> ROLES =
      Arrays.stream(Role.values()).map(r -> new Option(r.name(), r.label())).toList();
  static final List<Option> STATES = Option.of(AccountState.class);

  private final Accounts accounts;
  private final AccountList list;
  private final SignedInSessions sessions;
  private final Regions regions;
  private final Excel excel;
  private final Clock clock;

  StaffAccountController(
      Accounts accounts,
      AccountList list,
      SignedInSessions sessions,
      Regions regions,
      Excel excel,
      Clock clock) {
    this.accounts = accounts;
    this.list = list;
    this.sessions = sessions;
    this.regions = regions;
    this.excel = excel;
    this.clock = clock;
  }

  @GetMapping
  String list(
      AccountList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var slice = list.page(filter, paging, user);
    model.addAttribute("slice", slice);
    model.addAttribute("chips", chips(filter));
    model.addAttribute("roleOptions", ROLES);
    model.addAttribute("stateOptions", STATES);
    model.addAttribute("states", states(slice));
    return "config/accounts";
  }

  @GetMapping("/export")
  void export(
      AccountList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<Account>>of(
            Column.of("姓名", Account::name),
            Column.of("登录名", Account::username),
            Column.of("职责", Account::roleLabels),
            Column.of("数据范围", a -> regions.path(a.region())),
            Column.of("单位", Account::officeName),
            Column.of("电话", Account::phone),
            Column.of("最近登录", Account::lastSignIn),
            Column.of("状态", a -> AccountState.of(a, clock.instant())));
    try (var sheet = excel.sheet(response, "账号", user, columns)) {
      list.export(filter, user, sheet);
    }
  }

  @GetMapping("/new")
  String blank(@AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("form", AccountForm.empty(user.region(), user.officeName()));
    model.addAttribute("roleOptions", ROLES);
    return "config/account-new";
  }

  @PostMapping("/new")
  String open(
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    form.entry(null).problems().forEach(problem -> FormErrors.add(errors, problem));
    if (!errors.hasErrors())
      try {
        var opened = accounts.open(form.entry(null), user);
        flash.addFlashAttribute("done", "账号“" + form.username() + "”已开通。");
        flash.addFlashAttribute("firstPassword", opened.password());
        return "redirect:/config/accounts/" + opened.id();
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    model.addAttribute("roleOptions", ROLES);
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    return "config/account-new";
  }

  @GetMapping("/{id}")
  String edit(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var account = accounts.get(id, user);
    model.addAttribute("form", AccountForm.of(account));
    return page(account, model);
  }

  @PostMapping("/{id}")
  String change(
      @PathVariable long id,
      @ModelAttribute("form") AccountForm form,
      BindingResult errors,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    var before = accounts.get(id, user);
    int version = form.version() == null ? -1 : form.version();
    FormErrors.addAll(errors, form.entry(before.username()).problems());
    if (!errors.hasErrors())
      try {
        accounts.change(id, version, form.entry(before.username()), user);
        flash.addFlashAttribute("done", "已保存。该账号的登录已结束，下次登录按新的职责和范围。");
        return "redirect:/config/accounts/" + id;
      } catch (RuleViolation refused) {
        FormErrors.add(errors, refused);
      }
    var now = accounts.get(id, user);
    if (now.version() != version) {
      model.addAttribute("latest", now);
      model.addAttribute("mine", form.entry(now.username()));
    }
    response.setStatus(HttpServletResponse.SC_CONFLICT);
    return page(now, model);
  }

  private String page(Account account, Model model) {
    model.addAttribute("account", account);
    model.addAttribute("accountState", AccountState.of(account, clock.instant()));
    model.addAttribute("sessions", sessions.of(account.username()));
    model.addAttribute("roleOptions", ROLES);
    return "config/account";
  }

  private Map<Long, AccountState> states(Slice<Account> slice) {
    var now = clock.instant();
    return slice.items().stream()
        .collect(Collectors.toMap(Account::id, a -> AccountState.of(a, now)));
  }

  private List<Chip> chips(AccountList.Filter filter) {
    var chips = new ArrayList<Chip>();
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "含“" + filter.q() + "”"));
    label(ROLES, filter.role()).ifPresent(l -> chips.add(new Chip("role", "职责：" + l)));
    label(STATES, filter.state()).ifPresent(l -> chips.add(new Chip("state", "状态：" + l)));
    if (!filter.region().isEmpty())
      chips.add(new Chip("region", "范围：" + regions.path(filter.region())));
    return chips;
  }

  private static Optional<String> label(List<Option> options, String value) {
    return options.stream().filter(o -> o.value().equals(value)).map(Option::label).findFirst();
  }
}
