package minzheng.jobs;

import java.util.ArrayList;
import java.util.List;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.Navigation;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 后台任务: work that was left is found again here, with how far it is and what came of it. */
@Controller
@RequestMapping("/jobs")
class JobsController {
  private static final List<Option> WHO =
      List.of(new Option("", "我发起的"), new Option("all", "本辖区全部"));

  private final Jobs jobs;
  private final JobList list;

  JobsController(Jobs jobs, JobList list) {
    this.jobs = jobs;
    this.list = list;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String who,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var slice = list.page(new JobList.Filter(state, who), user, paging);
    model.addAttribute("slice", slice);
    model.addAttribute("states", Option.of(JobState.class));
    model.addAttribute("whos", Jobs.seesAll(user) ? WHO : List.of());
    var chips = new ArrayList<Chip>();
    for (var each : JobState.values())
      if (each.name().equals(state)) chips.add(new Chip("state", "状态：" + each.label()));
    model.addAttribute("chips", chips);
    model.addAttribute("busy", slice.items().stream().anyMatch(j -> !j.isOver()));
    return "jobs/list";
  }

  @GetMapping("/{id}")
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    model.addAttribute("job", open(id, user));
    return "jobs/job";
  }

  @PostMapping("/{id}/cancel")
  String cancel(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    open(id, user);
    try {
      jobs.cancel(id, user.actor());
      flash.addFlashAttribute("done", "已要求取消，正在做的一步完成后停止；已完成的部分有效。");
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/jobs/" + id;
  }

  private Job open(long id, CurrentUser user) {
    Job job = jobs.get(id);
    if (!Jobs.opens(job, user)) throw new NotFound("后台任务");
    return job;
  }

  @Configuration(proxyBeanMethods = false)
  static class Entries {
    @Bean
    Navigation jobsNavigation() {
      return () ->
          List.of(
              Navigation.Item.of(Navigation.Section.TOOLS, 40, "后台任务", "/jobs", "progress-check"));
    }
  }
}
