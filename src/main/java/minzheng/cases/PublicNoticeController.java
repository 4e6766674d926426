package minzheng.cases;

import minzheng.kernel.NotFound;
import minzheng.web.Paging;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 公示 for everybody, without signing in. Reads the public extract alone: masked name, number of
 * members, amount, places, days (民发〔2021〕57号 24).
 */
@Controller
class PublicNoticeController {
  private final NoticeList list;
  private final Notices notices;

  PublicNoticeController(NoticeList list, Notices notices) {
    this.list = list;
    this.notices = notices;
  }

  @GetMapping("/notices")
  String all(@RequestParam(defaultValue = "") String area, Paging paging, Model model) {
    model.addAttribute("slice", list.shown(area, paging));
    model.addAttribute("districts", list.districts());
    return "cases/public-notices";
  }

  @GetMapping("/notices/{key}")
  String one(@PathVariable String key, Model model) {
    model.addAttribute("notice", notices.shown(key).orElseThrow(() -> new NotFound("公示")));
    return "cases/public-notice";
  }
}
