package minzheng.documents;

import static java.util.Collections.disjoint;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Chip;
import minzheng.web.Excel;
import minzheng.web.Excel.Column;
import minzheng.web.Navigation;
import minzheng.web.Option;
import minzheng.web.Paging;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 文书台账, for those who issue papers and see to their delivery. */
@Controller
class PaperListController implements Navigation {
  private static final String READERS =
      "hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER', 'SUPERVISOR', 'FINANCE')";

  private final PaperList list;
  private final Excel excel;
  private final ObjectProvider<Paper> kinds;

  PaperListController(PaperList list, Excel excel, ObjectProvider<Paper> kinds) {
    this.list = list;
    this.excel = excel;
    this.kinds = kinds;
  }

  @GetMapping("/documents/papers")
  @PreAuthorize(READERS)
  String list(
      PaperList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var readable = readable(user);
    model.addAttribute("slice", list.page(filter, readable, paging));
    model.addAttribute("chips", chips(filter));
    model.addAttribute(
        "kindOptions",
        readable.stream().map(Paper::title).distinct().map(t -> new Option(t, t)).toList());
    model.addAttribute("stateOptions", Option.of(PaperState.class));
    return "documents/paper-list";
  }

  @GetMapping("/documents/papers.xlsx")
  @PreAuthorize(READERS)
  void export(
      PaperList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var columns =
        List.<Column<PaperList.Row>>of(
            Column.of("文号", PaperList.Row::number),
            Column.of("文书", PaperList.Row::title),
            Column.of("签发单位", PaperList.Row::office),
            Column.of("文书日期", PaperList.Row::day),
            Column.of("签发人", PaperList.Row::issuer),
            Column.of("送达日期", PaperList.Row::delivered),
            Column.of("状态", PaperList.Row::state));
    try (var sheet = excel.sheet(response, "文书台账", user, columns)) {
      list.export(filter, readable(user), paging, sheet);
    }
  }

  private List<Paper> readable(CurrentUser user) {
    return kinds.orderedStream().filter(p -> !disjoint(p.readers(), user.roles())).toList();
  }

  private static List<Chip> chips(PaperList.Filter filter) {
    var chips = new ArrayList<Chip>();
    if (!filter.number().isEmpty()) chips.add(new Chip("number", "文号含“" + filter.number() + "”"));
    if (!filter.kind().isEmpty()) chips.add(new Chip("kind", "文书：" + filter.kind()));
    for (var state : PaperState.values())
      if (state.name().equals(filter.state())) chips.add(new Chip("state", "状态：" + state.label()));
    return chips;
  }

  @Override
  public List<Item> items() {
    Role[] roles = {Role.CASEWORKER, Role.REVIEWER, Role.APPROVER, Role.SUPERVISOR};
    return List.of(
        Item.of(Section.DESKS, 11, "社会救助", "/documents/papers", "heart-handshake", roles)
            .child(80, "文书", "/documents/papers"));
  }
}
