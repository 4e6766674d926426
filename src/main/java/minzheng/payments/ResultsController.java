package minzheng.payments;

import java.io.IOException;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The bank's answers: upload, look, take over. */
@Controller
@PreAuthorize("hasRole('FINANCE')")
class ResultsController {
  private final Runs runs;
  private final Results results;
  private final ResultJob later;

  ResultsController(Runs runs, Results results, ResultJob later) {
    this.runs = runs;
    this.results = results;
    this.later = later;
  }

  @GetMapping("/payments/runs/{id}/results")
  @PreAuthorize("hasAnyRole('FINANCE','APPROVER','SUPERVISOR')")
  String form(@PathVariable long id, Model model) {
    return fill(id, null, null, model);
  }

  @PostMapping("/payments/runs/{id}/results")
  ModelAndView preview(
      @PathVariable long id,
      @RequestParam(required = false) MultipartFile file,
      @AuthenticationPrincipal CurrentUser user,
      Model model)
      throws IOException {
    Results.Preview preview = null;
    RuleViolation problem = null;
    try {
      if (file == null || file.isEmpty()) throw new RuleViolation("file", "请选择银行回执文件");
      preview = results.preview(id, file.getOriginalFilename(), file.getBytes(), user.actor());
    } catch (RuleViolation refused) {
      problem = refused;
    }
    boolean wrong = preview == null || !preview.problems().isEmpty();
    return new ModelAndView(
        fill(id, preview, problem, model), wrong ? HttpStatus.BAD_REQUEST : HttpStatus.OK);
  }

  @PostMapping("/payments/results/{id}/apply")
  String apply(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    var file = results.get(id);
    int rows = file.paid().rows() + file.returned().rows();
    if (!file.applied() && rows > RunDraftJob.AT_ONCE) {
      later.later(file, user.actor());
      flash.addFlashAttribute("done", "回执较大，已在后台导入，进度见本页。");
      return "redirect:/payments/runs/" + file.runId() + "/results";
    }
    try {
      boolean before = file.applied();
      file = results.apply(id, user.actor());
      flash.addFlashAttribute(
          "done",
          before
              ? "这个文件此前已导入，没有重复入账。"
              : "已导入：成功 %d 笔，退回 %d 笔。".formatted(file.paid().rows(), file.returned().rows()));
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/payments/runs/" + file.runId();
  }

  private String fill(long id, Results.Preview preview, RuleViolation problem, Model model) {
    Run run = runs.get(id);
    model.addAttribute("run", run);
    model.addAttribute("runTitle", runs.title(run));
    model.addAttribute("tabs", RunPage.tabs(run, "results"));
    var files = results.of(id);
    model.addAttribute("files", files);
    model.addAttribute(
        "job", files.stream().flatMap(f -> later.open(f).stream()).findFirst().orElse(null));
    model.addAttribute("preview", preview);
    model.addAttribute("problem", problem);
    return "payments/results";
  }
}
