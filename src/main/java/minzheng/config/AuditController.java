package minzheng.config;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
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
import org.springframework.web.bind.annotation.RequestMapping;

/** 审计: the trail, for the auditor alone. */
@Controller
@RequestMapping("/audit")
@PreAuthorize("hasRole('AUDITOR')")
class AuditController {
  /** Days shown when no first day is chosen. */
  private static final int RECENT = 30;

  private final AuditTrail trail;
  private final Excel excel;
  private final Regions regions;
  private final Clock clock;

  AuditController(AuditTrail trail, Excel excel, Regions regions, Clock clock) {
    this.trail = trail;
    this.excel = excel;
    this.regions = regions;
    this.clock = clock;
  }

  /** The conditions as they stand in the address; {@code from} absent: the last month. */
  public record Search(
      String who,
      String action,
      String type,
      String object,
      String region,
      String from,
      String to,
      String text) {}

  @GetMapping
  String list(Search search, Paging paging, Model model) {
    try {
      var filter = filter(search);
      model.addAttribute("slice", trail.page(filter, paging).withTotal(trail.count(filter)));
      model.addAttribute("chips", chips(filter, search));
    } catch (RuleViolation wrong) {
      model.addAttribute("refused", wrong.getMessage());
    }
    model.addAttribute("actionOptions", options("action"));
    model.addAttribute("typeOptions", options("object_type"));
    return "config/audit";
  }

  @GetMapping("/{id}")
  String show(@PathVariable long id, Model model) {
    model.addAttribute("event", trail.get(id));
    return "config/audit-event";
  }

  @GetMapping("/export")
  void export(
      Search search, @AuthenticationPrincipal CurrentUser user, HttpServletResponse response) {
    var filter = filter(search);
    try (var sheet =
        excel.sheet(
            response,
            "审计记录",
            user,
            List.<Column<AuditTrail.Event>>of(
                Column.of("时间", AuditTrail.Event::at),
                Column.of("人员", AuditTrail.Event::actor),
                Column.of("单位", AuditTrail.Event::office),
                Column.of("来源地址", AuditTrail.Event::address),
                Column.of("操作", AuditTrail.Event::action),
                Column.of("对象", AuditTrail.Event::objectType),
                Column.of("对象编号", AuditTrail.Event::objectId),
                Column.of("区划", e -> regions.path(e.region())),
                Column.of("原因", AuditTrail.Event::reason),
                Column.of("变更", AuditController::changes)))) {
      trail.export(filter, sheet);
    }
  }

  private static String changes(AuditTrail.Event event) {
    var text = new ArrayList<String>();
    for (var c : event.changes())
      if (c.differs()) text.add(c.word() + "：" + shown(c.before()) + " → " + shown(c.after()));
    return String.join("；", text);
  }

  private static String shown(String value) {
    return value == null ? "—" : value;
  }

  private AuditTrail.Filter filter(Search s) {
    var from =
        s.from() == null ? LocalDate.now(clock).minusDays(RECENT) : Typed.dateOrNull(s.from());
    return new AuditTrail.Filter(
        s.who(),
        s.action(),
        s.type(),
        s.object(),
        s.region(),
        from,
        Typed.dateOrNull(s.to()),
        s.text());
  }

  private List<Option> options(String column) {
    return trail.words(column).stream().map(w -> new Option(w, w)).toList();
  }

  private List<Chip> chips(AuditTrail.Filter f, Search search) {
    var chips = new ArrayList<Chip>();
    if (!f.who().isEmpty()) chips.add(new Chip("who", "人员：" + f.who()));
    if (!f.action().isEmpty()) chips.add(new Chip("action", "操作：" + f.action()));
    if (!f.type().isEmpty()) chips.add(new Chip("type", "对象：" + f.type()));
    if (!f.object().isEmpty()) chips.add(new Chip("object", "编号：" + f.object()));
    if (!f.region().isEmpty()) chips.add(new Chip("region", "区划：" + regions.path(f.region())));
    if (f.from() != null && search.from() != null) chips.add(new Chip("from", "自 " + f.from()));
    if (f.to() != null) chips.add(new Chip("to", "至 " + f.to()));
    if (!f.text().isEmpty()) chips.add(new Chip("text", "含“" + f.text() + "”"));
    return chips;
  }
}
