package minzheng.documents;

import static java.util.Collections.disjoint;

import java.util.ArrayList;
import java.util.List;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Chip;
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
  private final PaperList list;
  private final ObjectProvider<Paper> kinds;

  PaperListController(PaperList list, ObjectProvider<Paper> kinds) {
    this.list = list;
    this.kinds = kinds;
  }

  @GetMapping("/documents/papers")
  @PreAuthorize("hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER', 'SUPERVISOR', 'FINANCE')")
  String list(
      PaperList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var readable = kinds.orderedStream().filter(p -> !disjoint(p.readers(), user.roles())).toList();
    model.addAttribute("slice", list.page(filter, readable, paging));
    model.addAttribute("chips", chips(filter));
    model.addAttribute(
        "kindOptions",
        readable.stream().map(Paper::title).distinct().map(t -> new Option(t, t)).toList());
    model.addAttribute("stateOptions", Option.of(PaperState.class));
    return "documents/paper-list";
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
