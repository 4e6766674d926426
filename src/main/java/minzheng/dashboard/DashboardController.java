package minzheng.dashboard;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import minzheng.dashboard.Board.PartRow;
import minzheng.security.CurrentUser;
import minzheng.web.Excel;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 统计看板: the figures of the reader's area; each number opens its list. */
@Controller
@PreAuthorize("hasAnyRole('CASEWORKER','REVIEWER','APPROVER','FINANCE','SUPERVISOR')")
class DashboardController {
  private final Boards boards;
  private final Excel excel;

  DashboardController(Boards boards, Excel excel) {
    this.boards = boards;
    this.excel = excel;
  }

  @GetMapping("/dashboard")
  String show(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @RequestParam(defaultValue = "") String span,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    int months = span.equals("24") ? Boards.LONGEST : Boards.MONTHS;
    model.addAttribute("board", boards.of(programme, month(month), area.strip(), months, user));
    return "dashboard/dashboard";
  }

  @GetMapping("/dashboard.xlsx")
  void export(
      @RequestParam(defaultValue = "") String programme,
      @RequestParam(defaultValue = "") String month,
      @RequestParam(defaultValue = "") String area,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var board = boards.of(programme, month(month), area.strip(), Boards.MONTHS, user);
    List<Excel.Column<PartRow>> columns =
        List.of(
            Excel.Column.of(board.level(), PartRow::name),
            Excel.Column.of("月份", r -> board.month().toString()),
            Excel.Column.of("项目", r -> board.programme().label()),
            Excel.Column.of(board.unit() + "数", PartRow::rows),
            Excel.Column.of("人数", PartRow::persons),
            Excel.Column.of("发放（元）", PartRow::amount),
            Excel.Column.of("人均（元）", PartRow::each),
            Excel.Column.of("较上月", PartRow::change));
    try (var sheet = excel.sheet(response, "统计", user, columns)) {
      board.parts().forEach(sheet);
      if (!board.parts().isEmpty()) sheet.accept(board.total());
    }
  }

  static YearMonth month(String text) {
    try {
      return YearMonth.parse(text.strip());
    } catch (DateTimeException notAMonth) {
      return null; // the latest month
    }
  }
}
