package minzheng.payments;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import minzheng.jurisdiction.Regions;
import minzheng.security.CurrentUser;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 发放名单: for whom a month of a programme was sent to the bank, in an area. */
@Controller
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
class BeneficiariesController {
  private final BeneficiaryList list;
  private final PaymentFigures figures;
  private final ProgrammeNames programmes;
  private final Regions regions;
  private final Excel excel;

  BeneficiariesController(
      BeneficiaryList list,
      PaymentFigures figures,
      ProgrammeNames programmes,
      Regions regions,
      Excel excel) {
    this.list = list;
    this.figures = figures;
    this.programmes = programmes;
    this.regions = regions;
    this.excel = excel;
  }

  @GetMapping("/payments/beneficiaries")
  String list(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "false") boolean exactly,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var filter = filter(programme, month, area, exactly, user);
    var months = figures.sentMonths(filter.programme(), filter.area());
    model.addAttribute("chosen", filter);
    model.addAttribute("programmeTitle", programmes.title(filter.programme()));
    model.addAttribute("programmes", figures.programmeOptions());
    model.addAttribute("months", months.stream().map(m -> option(m)).toList());
    model.addAttribute("slice", list.page(filter, paging, user));
    model.addAttribute("sum", list.total(filter));
    var chips = new ArrayList<Chip>();
    if (!area.isBlank())
      chips.add(new Chip("area", "地区：" + regions.path(area.strip()) + (exactly ? "（未填到下级）" : "")));
    model.addAttribute("chips", chips);
    return "payments/beneficiaries";
  }

  @GetMapping("/payments/beneficiaries.xlsx")
  void export(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "false") boolean exactly,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var filter = filter(programme, month, area, exactly, user);
    List<Excel.Column<BeneficiaryList.Row>> columns =
        List.of(
            Excel.Column.of("领款人", BeneficiaryList.Row::payee),
            Excel.Column.of("地区", r -> regions.path(r.region())),
            Excel.Column.of("人数", BeneficiaryList.Row::persons),
            Excel.Column.of("金额（元）", BeneficiaryList.Row::amount));
    try (var sheet = excel.sheet(response, "发放名单", user, columns)) {
      list.export(filter, user, sheet);
    }
  }

  /** What is not given is the first programme, the latest month sent and the reader's area. */
  private BeneficiaryList.Filter filter(
      String programme, String month, String area, boolean exactly, CurrentUser user) {
    String code = programme;
    if (code.isBlank())
      code = programmes.all().stream().findFirst().map(PaidProgramme::code).orElse("");
    String where = area.isBlank() ? user.region() : area.strip();
    YearMonth when = null;
    try {
      when = YearMonth.parse(month.strip());
    } catch (DateTimeException notAMonth) {
      when = figures.sentMonths(code, where).stream().findFirst().orElse(null);
    }
    return new BeneficiaryList.Filter(
        code, when == null ? YearMonth.of(1970, 1) : when, where, exactly);
  }

  private static Option option(YearMonth month) {
    return new Option(month.toString(), month.getYear() + " 年 " + month.getMonthValue() + " 月");
  }
}
