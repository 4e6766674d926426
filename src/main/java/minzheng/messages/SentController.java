package minzheng.messages;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Typed;
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

/** 消息发送记录, for those who see to it that people are told. */
@Controller
@RequestMapping("/messages/sent")
@PreAuthorize("hasAnyRole('SUPERVISOR', 'SYSTEM_ADMIN')")
class SentController {
  private final SentMessages sent;
  private final Texts texts;
  private final Excel excel;
  private final Regions regions;

  SentController(SentMessages sent, Texts texts, Excel excel, Regions regions) {
    this.sent = sent;
    this.texts = texts;
    this.excel = excel;
    this.regions = regions;
  }

  /** The conditions as they stand in the address. */
  public record Search(
      String state, String channel, String template, String q, String from, String to) {
    SentMessages.Filter filter() {
      return new SentMessages.Filter(
          state, channel, template, q, Typed.dateOrNull(from), Typed.dateOrNull(to));
    }
  }

  @GetMapping
  String list(
      Search search, Paging paging, @AuthenticationPrincipal CurrentUser user, Model model) {
    try {
      var filter = search.filter();
      model.addAttribute("slice", sent.page(filter, paging, user));
      model.addAttribute("chips", chips(filter));
    } catch (RuleViolation wrong) {
      model.addAttribute("refused", wrong.getMessage());
    }
    model.addAttribute("stateOptions", Option.of(MessageState.class));
    model.addAttribute("channelOptions", Option.of(Channel.class));
    model.addAttribute("templateOptions", texts.options());
    return "messages/sent";
  }

  @GetMapping("/{id}")
  String show(@PathVariable long id, Model model) {
    return fill(id, "", null, model);
  }

  @PostMapping("/{id}/{verb:again|arrived}")
  ModelAndView decide(
      @PathVariable long id,
      @PathVariable String verb,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    boolean again = verb.equals("again");
    try {
      if (again) sent.again(id, reason, user.actor());
      else sent.arrived(id, reason, user.actor());
      flash.addFlashAttribute("done", again ? "已列入待发送。" : "已登记为已送出，不再发送。");
    } catch (RuleViolation refused) {
      if (refused.field() != null) {
        response.setStatus(400);
        return new ModelAndView(fill(id, reason, refused, model));
      }
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return new ModelAndView("redirect:/messages/sent/" + id);
  }

  @GetMapping("/export")
  void export(
      Search search, @AuthenticationPrincipal CurrentUser user, HttpServletResponse response) {
    var filter = search.filter();
    try (var sheet =
        excel.sheet(
            response,
            "消息发送记录",
            user,
            List.<Column<SentMessages.Row>>of(
                Column.of("登记时间", SentMessages.Row::queuedAt),
                Column.of("事项", SentMessages.Row::title),
                Column.of("方式", SentMessages.Row::channel),
                Column.of("接收人", SentMessages.Row::name),
                Column.of("号码", SentMessages.Row::to),
                Column.of("内容", SentMessages.Row::body),
                Column.of("区划", r -> regions.path(r.region())),
                Column.of("状态", SentMessages.Row::state),
                Column.of("原因", SentMessages.Row::reason),
                Column.of("次数", SentMessages.Row::attempt),
                Column.of("完成时间", SentMessages.Row::endedAt)))) {
      sent.export(filter, sheet);
    }
  }

  private String fill(long id, String reason, RuleViolation problem, Model model) {
    var row = sent.read(id);
    model.addAttribute("row", row);
    model.addAttribute("events", sent.events(id));
    model.addAttribute("reason", reason);
    model.addAttribute("problem", problem);
    model.addAttribute("doubtful", row.state() == MessageState.IN_DOUBT);
    model.addAttribute(
        "open", row.state() == MessageState.IN_DOUBT || row.state() == MessageState.FAILED);
    return "messages/message";
  }

  private List<Chip> chips(SentMessages.Filter f) {
    var chips = new ArrayList<Chip>();
    for (var state : MessageState.values())
      if (state.name().equals(f.state())) chips.add(new Chip("state", "状态：" + state.label()));
    for (var channel : Channel.values())
      if (channel.name().equals(f.channel()))
        chips.add(new Chip("channel", "方式：" + channel.label()));
    for (var template : texts.options())
      if (template.value().equals(f.template()))
        chips.add(new Chip("template", "事项：" + template.label()));
    if (!f.q().isEmpty()) chips.add(new Chip("q", "内容含“" + f.q() + "”"));
    if (f.from() != null) chips.add(new Chip("from", "自 " + f.from()));
    if (f.to() != null) chips.add(new Chip("to", "至 " + f.to()));
    return chips;
  }
}
