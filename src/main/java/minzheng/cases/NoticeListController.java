package minzheng.cases;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 公示 of an area: what hangs, what was objected to, what has ended. */
@Controller
@PreAuthorize(Role.DESKS)
class NoticeListController {
  private final NoticeList list;
  private final Excel excel;

  NoticeListController(NoticeList list, Excel excel) {
    this.list = list;
    this.excel = excel;
  }

  @GetMapping("/cases/notices")
  String list(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    model.addAttribute("slice", list.page(state, area, paging));
    model.addAttribute("states", Option.of(Notice.State.class));
    return "cases/notices";
  }

  @GetMapping("/cases/notices.xlsx")
  void export(
      @RequestParam(defaultValue = "") String state,
      @RequestParam(defaultValue = "") String area,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<NoticeList.Row>>of(
            Column.of("案件编号", NoticeList.Row::number),
            Column.of("对象", r -> r.notice().name()),
            Column.of("项目", r -> r.notice().programme()),
            Column.of("人数", r -> r.notice().members()),
            Column.of("金额（元）", r -> r.notice().amount()),
            Column.of("地点", r -> r.notice().placeNames()),
            Column.of("张贴", r -> r.notice().from()),
            Column.of("至", r -> r.notice().until()),
            Column.of("状态", r -> r.notice().state()));
    try (var sheet = excel.sheet(response, "公示", user, columns)) {
      list.export(state, area, paging, sheet);
    }
  }
}
