package minzheng.cases;

import minzheng.security.CurrentUser;
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
@PreAuthorize(CaseListController.READERS)
class NoticeListController {
  private final NoticeList list;

  NoticeListController(NoticeList list) {
    this.list = list;
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
}
