package minzheng.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import minzheng.jobs.Jobs;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Excel;
import minzheng.web.Paging;
import minzheng.web.Tab;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One table: how far it is, what is wrong in it, handing it on, the other person's yes or no. */
@Controller
@RequestMapping("/imports/{id:[0-9]+}")
@PreAuthorize(ImportsController.READERS)
class ImportController {
  private final Imports imports;
  private final ImportKinds kinds;
  private final ImportRows rows;
  private final Jobs jobs;
  private final Excel excel;

  ImportController(Imports imports, ImportKinds kinds, ImportRows rows, Jobs jobs, Excel excel) {
    this.imports = imports;
    this.kinds = kinds;
    this.rows = rows;
    this.jobs = jobs;
    this.excel = excel;
  }

  /**
   * @param standing which lines; without it the wrong ones, when there are any
   */
  @GetMapping
  String show(
      @PathVariable long id,
      @RequestParam(required = false) String standing,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var table = imports.get(id);
    String shown = standing != null ? standing : table.wrong() > 0 ? "WRONG" : "";
    var job = table.jobId() == null ? null : jobs.get(table.jobId());
    boolean busy = job != null && !job.isOver();
    boolean mine = table.madeBy() == user.accountId();
    var state = table.state();
    fill(table, model);
    model.addAttribute("job", job);
    model.addAttribute(
        "mayCancel", busy && !job.isStopping() && job.startedBy() == user.accountId());
    model.addAttribute(
        "left",
        !busy
            && (state == SheetImport.State.CHECKING && mine
                || state == SheetImport.State.WRITING && !mine && user.has(Role.REVIEWER)));
    model.addAttribute("submits", mine && state == SheetImport.State.CHECKED && table.fresh() > 0);
    model.addAttribute(
        "withdraws",
        mine
            && !busy
            && (state == SheetImport.State.CHECKING
                || state == SheetImport.State.CHECKED
                || state == SheetImport.State.SUBMITTED));
    model.addAttribute(
        "decides", !mine && state == SheetImport.State.SUBMITTED && user.has(Role.REVIEWER));
    model.addAttribute("counted", state != SheetImport.State.CHECKING);
    model.addAttribute("standings", standings(table, shown));
    model.addAttribute("shown", shown);
    model.addAttribute("slice", rows.page(table, shown, paging));
    model.addAttribute("nameAt", nameAt(table));
    return "imports/import";
  }

  private void fill(SheetImport table, Model model) {
    model.addAttribute("table", table);
    model.addAttribute("importKind", kinds.get(table.kind()));
  }

  private int nameAt(SheetImport table) {
    var kind = kinds.get(table.kind());
    return SheetColumns.of(kind, table.headers()).at(kind.about().nameColumn());
  }

  private static List<Tab> standings(SheetImport table, String shown) {
    var tabs = new ArrayList<Tab>();
    boolean written =
        table.state() == SheetImport.State.WRITING || table.state() == SheetImport.State.DONE;
    for (var standing : ImportRows.Standing.values()) {
      if (standing == ImportRows.Standing.WRITTEN && !written) continue;
      if (standing == ImportRows.Standing.NEW && table.state() == SheetImport.State.DONE) continue;
      tabs.add(
          new Tab(
              standing.label(),
              table.url() + "?standing=" + standing,
              shown.equals(standing.name())));
    }
    tabs.add(new Tab("全部", table.url() + "?standing=", shown.isEmpty()));
    return tabs;
  }

  /** The lines with their numbers masked, and beside them line, cell and reason. */
  @GetMapping("/rows.xlsx")
  void export(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String standing,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    var table = imports.get(id);
    var columns = new ArrayList<Excel.Column<ImportRows.Row>>();
    for (int i = 0; i < table.headers().size(); i++) {
      int at = i;
      columns.add(
          Excel.Column.of(
              table.headers().get(i), r -> at < r.cells().size() ? r.cells().get(at) : ""));
    }
    columns.add(Excel.Column.of("原行号", ImportRows.Row::line));
    columns.add(Excel.Column.of("核对结果", ImportRows.Row::standing));
    columns.add(Excel.Column.of("有误单元格", ImportRows.Row::cell));
    columns.add(Excel.Column.of("原因", ImportRows.Row::reason));
    try (var sheet = excel.sheet(response, "导入核对结果", user, columns)) {
      rows.export(table, standing, sheet);
    }
  }

  @PostMapping("/submit")
  String submit(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return step(id, flash, "已提交，由另一名审核人复核后写入。", () -> imports.submit(id, user));
  }

  @PostMapping("/withdraw")
  String withdraw(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return step(id, flash, "已放弃，文件和各行内容已删除。", () -> imports.withdraw(id, user));
  }

  @PostMapping("/go-on")
  String goOn(
      @PathVariable long id, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
    return step(id, flash, "已继续，从停下的地方接着做。", () -> imports.goOn(id, user));
  }

  @GetMapping("/decide")
  @PreAuthorize("hasRole('REVIEWER')")
  String decide(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    var table = imports.get(id);
    if (table.state() != SheetImport.State.SUBMITTED || table.madeBy() == user.accountId())
      return "redirect:" + table.url();
    fill(table, model);
    return "imports/decide";
  }

  @PostMapping("/confirm")
  @PreAuthorize("hasRole('REVIEWER')")
  String confirm(
      @PathVariable long id,
      @RequestParam(defaultValue = "-1") int count,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    return step(id, flash, "已确认，正在写入登记簿。", () -> imports.confirm(id, count, user));
  }

  @PostMapping("/reject")
  @PreAuthorize("hasRole('REVIEWER')")
  String reject(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      imports.reject(id, reason, user);
      flash.addFlashAttribute("done", "已退回，没有写入任何内容。");
      return "redirect:/imports/" + id;
    } catch (RuleViolation refused) {
      if (refused.field() == null) {
        flash.addFlashAttribute("refused", refused.getMessage());
        return "redirect:/imports/" + id;
      }
      response.setStatus(400);
      fill(imports.get(id), model);
      model.addAttribute("why", reason);
      model.addAttribute("problem", refused.getMessage());
      return "imports/decide";
    }
  }

  private static String step(
      long id, RedirectAttributes flash, String done, Supplier<SheetImport> work) {
    try {
      work.get();
      flash.addFlashAttribute("done", done);
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/imports/" + id;
  }
}
