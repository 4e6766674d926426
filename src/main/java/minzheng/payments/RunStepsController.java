package minzheng.payments;

import minzheng.documents.IssuedPapers;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Option;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The steps of a run: each is looked at on a page of its own before it is done. */
@Controller
@RequestMapping("/payments/runs/{id}")
@PreAuthorize("hasAnyRole('FINANCE','APPROVER')")
class RunStepsController {
  private final Runs runs;
  private final RunPage page;
  private final RunStepJob later;
  private final IssuedPapers issued;

  RunStepsController(Runs runs, RunPage page, RunStepJob later, IssuedPapers issued) {
    this.runs = runs;
    this.page = page;
    this.later = later;
    this.issued = issued;
  }

  /** A step as its page names it. */
  enum Verb {
    CHECK(RunState.DRAFT, "核对", "核对无误，冻结批次", "核对后批次冻结：户、金额和账户都不再变化，之后的变动进入下一批次补发或抵扣。"),
    APPROVE(RunState.CHECKED, "审批", "审批通过", "审批后由发放人员生成银行文件。"),
    REFUSE(RunState.CHECKED, "退回", "退回批次", "退回后这个批次作废，本月须重新生成草稿；批次里的款项不会发放。"),
    SEND(RunState.APPROVED, "送银行", "生成银行文件并登记送出", "银行文件生成后保存，不能再改；没有账户的户不进文件，转入退回处理。"),
    REDRAFT(RunState.DRAFT, "重新生成", "重新生成草稿", "现有草稿作废，按现在的待遇重新计算；办理记录保留。"),
    DISCARD(RunState.DRAFT, "作废", "作废草稿", "草稿作废，本月可以重新生成；办理记录保留。");

    private final RunState from;
    private final String label;
    private final String button;
    private final String effect;

    Verb(RunState from, String label, String button, String effect) {
      this.from = from;
      this.label = label;
      this.button = button;
      this.effect = effect;
    }

    public String label() {
      return label;
    }

    public String button() {
      return button;
    }

    public String effect() {
      return effect;
    }

    public String path() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Three different people make, check and approve. */
    boolean wantsAnother() {
      return this == CHECK || this == APPROVE || this == REFUSE;
    }

    static Verb of(String path) {
      for (var verb : values()) if (verb.path().equals(path)) return verb;
      throw new NotFound("页面");
    }
  }

  /** 发放汇总表; asked again with nothing changed, the same copy. */
  @PostMapping("/summary")
  String summary(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    try {
      return "redirect:/documents/papers/" + issued.issue(RunSummary.KIND, id, user.actor());
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/payments/runs/" + id;
    }
  }

  @GetMapping("/{verb:check|approve|refuse|send|redraft|discard}")
  String ask(
      @PathVariable long id,
      @PathVariable String verb,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash) {
    Verb step = allowed(verb, user);
    try {
      runs.before(id, step.from, step.wantsAnother() ? step.label() : null, user.actor());
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
      return "redirect:/payments/runs/" + id;
    }
    return fill(id, step, "", "", null, model);
  }

  @PostMapping("/{verb:check|approve|refuse|send|redraft|discard}")
  ModelAndView act(
      @PathVariable long id,
      @PathVariable String verb,
      @RequestParam(defaultValue = "") String reason,
      @RequestParam(defaultValue = "") String bank,
      @RequestParam(defaultValue = "CSV") BankFormat format,
      @RequestParam(defaultValue = "false") boolean verified,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash) {
    Verb step = allowed(verb, user);
    var by = user.actor();
    try {
      if (queued(runs.get(id), step, bank, format, verified, by)) {
        flash.addFlashAttribute("done", "批次较大，已在后台" + step.label() + "，进度见本页。");
        return new ModelAndView("redirect:/payments/runs/" + id);
      }
      switch (step) {
        case CHECK -> runs.check(id, verified, by);
        case APPROVE -> runs.approve(id, by);
        case REFUSE -> runs.refuse(id, reason, by);
        case SEND -> runs.send(id, bank, format, by);
        case REDRAFT -> runs.redraft(id, by);
        case DISCARD -> runs.discard(id, reason, by);
      }
      flash.addFlashAttribute("done", "批次 " + runs.get(id).number() + " 已" + step.label() + "。");
      return new ModelAndView("redirect:/payments/runs/" + id);
    } catch (RuleViolation refused) {
      if (refused.field() == null) {
        flash.addFlashAttribute("refused", refused.getMessage());
        return new ModelAndView("redirect:/payments/runs/" + id);
      }
      return new ModelAndView(fill(id, step, reason, bank, refused, model), HttpStatus.BAD_REQUEST);
    }
  }

  private boolean queued(
      Run run, Verb step, String bank, BankFormat format, boolean verified, Actor by) {
    return switch (step) {
      case CHECK -> {
        runs.deadPayees(run, verified);
        yield later.later(run, RunStepJob.Task.check(run, verified), by);
      }
      case SEND -> {
        if (bank.isBlank()) throw new RuleViolation("bank", "请填写代发银行");
        yield later.later(run, RunStepJob.Task.send(run, bank, format), by);
      }
      default -> false;
    };
  }

  private String fill(
      long id, Verb step, String reason, String bank, RuleViolation refused, Model model) {
    Run run = runs.get(id);
    model.addAttribute("run", run);
    model.addAttribute("runTitle", runs.title(run));
    var view = page.of(run);
    model.addAttribute("view", view);
    model.addAttribute("verb", step);
    model.addAttribute("verified", Runs.VERIFIED);
    model.addAttribute(
        "dead",
        view.warnings().stream()
            .filter(w -> step == Verb.CHECK && w.warning() == Warning.DIED)
            .toList());
    model.addAttribute("formats", Option.of(BankFormat.class));
    model.addAttribute("reason", reason);
    model.addAttribute("bank", bank);
    model.addAttribute("problem", refused);
    return "payments/step";
  }

  /** Making and sending is the finance desk's; approving is the approver's or a third finance's. */
  private static Verb allowed(String verb, CurrentUser user) {
    Verb step = Verb.of(verb);
    boolean approving = step == Verb.APPROVE || step == Verb.REFUSE;
    if (!approving && !user.has(Role.FINANCE)) throw new AccessDeniedException("finance only");
    return step;
  }
}
