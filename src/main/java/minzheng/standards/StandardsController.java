package minzheng.standards;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Chip;
import minzheng.web.Display;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.Option;
import minzheng.web.Typed;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Standards as everybody who is signed in may read them: in force, over time, one by one. */
@Controller
@RequestMapping("/config/standards")
class StandardsController {
  private final Standards standards;
  private final StandardRegister register;
  private final Regions regions;
  private final Excel excel;
  private final Display display;
  private final Clock clock;

  StandardsController(
      Standards standards,
      StandardRegister register,
      Regions regions,
      Excel excel,
      Display display,
      Clock clock) {
    this.standards = standards;
    this.register = register;
    this.regions = regions;
    this.excel = excel;
    this.display = display;
    this.clock = clock;
  }

  /**
   * What holds for an area on a day.
   *
   * @param value null where there is none: then nothing may be decided
   * @param span rows of the code when this is its first, else 0
   */
  public record InForce(StandardCode code, String personClass, StandardValue value, int span) {}

  @ModelAttribute("terms")
  StandardTerms terms() {
    return register.terms();
  }

  @ModelAttribute("regions")
  Regions regions() {
    return regions;
  }

  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "") String day,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    List<StandardCode> codes = register.codes();
    String area = regions.exists(region) ? region : user.region();
    LocalDate on = day(day);
    model.addAttribute("found", inForce(codes, code, area, on));
    model.addAttribute("area", area);
    model.addAttribute("day", on);
    model.addAttribute("codes", codes.stream().map(c -> new Option(c.code(), c.name())).toList());
    model.addAttribute("chips", chips(code, region, day, codes));
    model.addAttribute("drafts", batches(register.drafts()));
    model.addAttribute("names", names(codes));
    return "standards/list";
  }

  @GetMapping("/in-force.xlsx")
  void export(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String region,
      @RequestParam(defaultValue = "") String day,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    String area = regions.exists(region) ? region : user.region();
    LocalDate on = day(day);
    StandardTerms terms = register.terms();
    var columns =
        List.<Column<InForce>>of(
            Column.of("项目", r -> r.code().name()),
            Column.of("类别", r -> terms.personClass(r.personClass())),
            Column.of("标准值", r -> words(r.value(), terms)),
            ofValue("单位", v -> terms.unit(v.unit())),
            ofValue("取自", v -> regions.name(v.region())),
            ofValue("执行自", StandardValue::from),
            ofValue("至", StandardValue::to),
            ofValue("文件或来源", v -> display.basis(v.source())),
            ofValue("说明", v -> v.assumed() ? "假设" : null));
    String title = regions.name(area) + " " + on + " 适用的标准";
    try (var sheet = excel.sheet(response, title, user, columns)) {
      inForce(register.codes(), code, area, on).forEach(sheet);
    }
  }

  /** Empty where there is no standard. */
  private static Column<InForce> ofValue(String header, Function<StandardValue, ?> part) {
    return Column.of(header, r -> r.value() == null ? null : part.apply(r.value()));
  }

  private static String words(StandardValue value, StandardTerms terms) {
    if (value == null) return "无标准";
    return (value.op() == null ? "" : value.op().label() + " ") + terms.value(value);
  }

  /** Of one code, or of all for an empty one. */
  private List<InForce> inForce(List<StandardCode> codes, String code, String area, LocalDate day) {
    StandardBook book = standards.book();
    return codes.stream()
        .filter(each -> code.isEmpty() || each.code().equals(code))
        .flatMap(each -> inForce(book, each, area, day).stream())
        .toList();
  }

  private static List<InForce> inForce(
      StandardBook book, StandardCode code, String area, LocalDate day) {
    var values = new ArrayList<StandardValue>();
    for (String personClass : code.classes()) {
      book.find(code.code(), personClass, area, day).ifPresent(values::add);
    }
    if (values.isEmpty()) return List.of(new InForce(code, "", null, 1));
    var rows = new ArrayList<InForce>();
    for (StandardValue value : values) {
      rows.add(new InForce(code, value.personClass(), value, rows.isEmpty() ? values.size() : 0));
    }
    return rows;
  }

  private LocalDate day(String text) {
    try {
      LocalDate day = Typed.dateOrNull(text);
      return day == null ? LocalDate.now(clock) : day;
    } catch (RuleViolation e) {
      return LocalDate.now(clock); // the heading and the chip say which day is shown
    }
  }

  private List<Chip> chips(String code, String region, String day, List<StandardCode> codes) {
    var chips = new ArrayList<Chip>();
    if (!code.isEmpty()) chips.add(new Chip("code", "项目：" + names(codes).getOrDefault(code, code)));
    if (regions.exists(region)) chips.add(new Chip("region", "地区：" + regions.path(region)));
    if (!day.isBlank()) chips.add(new Chip("day", "日期：" + day(day)));
    return chips;
  }

  private static Map<String, String> names(List<StandardCode> codes) {
    return codes.stream().collect(Collectors.toMap(StandardCode::code, StandardCode::name));
  }

  /** One line per batch: its first row and how many areas it has. */
  private List<StandardBatch> batches(List<StandardRow> rows) {
    return rows.stream().map(StandardRow::batch).distinct().map(register::batch).toList();
  }

  @GetMapping("/{code:[A-Z][A-Z_0-9]*}")
  String code(
      @PathVariable String code,
      @RequestParam(required = false) String region,
      @RequestParam(defaultValue = "false") boolean everything,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    StandardCode found = register.code(code).orElseThrow(() -> new NotFound("标准项目"));
    List<StandardRow> live = register.live(code);
    String own = user.region().substring(0, Math.min(4, user.region().length()));
    String area = region == null ? own : region;
    List<StandardRow> rows =
        live.stream().filter(row -> concerns(row.value().region(), area)).toList();
    model.addAttribute("code", found);
    model.addAttribute("drafting", user.has(Role.STANDARDS_ADMIN));
    model.addAttribute(
        "lanes", StandardLanes.of(rows, found.classes(), LocalDate.now(clock), everything));
    model.addAttribute("elsewhere", region == null && rows.size() < live.size());
    model.addAttribute("area", area);
    model.addAttribute("everything", everything);
    model.addAttribute(
        "unit_name",
        rows.stream().map(row -> row.value().unit()).distinct().count() > 1
            ? ""
            : register.terms().unit(found.units().getFirst()));
    return "standards/code";
  }

  /** Inside the area, or one that reaches down to it. */
  private static boolean concerns(String rowRegion, String region) {
    return rowRegion.startsWith(region) || region.startsWith(rowRegion) || rowRegion.equals("00");
  }

  @GetMapping("/rows/{id}")
  String row(@PathVariable long id, Model model) {
    StandardRow row = register.row(id);
    LocalDate today = LocalDate.now(clock);
    List<StandardRow> history = register.history(row.value());
    Function<StandardRow, StandardState> state = each -> StandardState.of(each, today);
    model.addAttribute("code", register.code(row.value().code()).orElseThrow());
    model.addAttribute("row", row);
    model.addAttribute("state", state.apply(row));
    model.addAttribute("history", history);
    model.addAttribute(
        "states", history.stream().collect(Collectors.toMap(r -> r.value().id(), state)));
    return "standards/row";
  }
}
