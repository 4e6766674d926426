package minzheng.subsidy.precheck;

import minzheng.audit.Audit;
import minzheng.kernel.NotFound;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 政策找人: the whole pre-check of a family. */
@Controller
@RequestMapping("/subsidy/precheck")
@PreAuthorize(Role.DESKS)
class PrecheckController {
  private final Prechecks prechecks;
  private final Audit audit;
  private final TransactionTemplate transaction;

  PrecheckController(Prechecks prechecks, Audit audit, TransactionTemplate transaction) {
    this.prechecks = prechecks;
    this.audit = audit;
    this.transaction = transaction;
  }

  @GetMapping
  String show(
      @RequestParam(required = false) Long household,
      @RequestParam(required = false) Long person,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    if (household == null) {
      if (person == null) throw new NotFound("家庭");
      long id = prechecks.householdOf(person).orElseThrow(() -> new NotFound("家庭"));
      return "redirect:/subsidy/precheck?household=" + id;
    }
    var view =
        transaction.execute(
            status -> {
              var found = prechecks.of(household);
              audit.write("预审", "家庭", household, found.household().region());
              return found;
            });
    model.addAttribute("view", view);
    model.addAttribute("mayStart", user.has(Role.CASEWORKER));
    return "subsidy/precheck";
  }
}
