package minzheng.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.Chip;
import minzheng.web.Display;
import minzheng.web.Excel;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Tab;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 批量导入: the list, handing a table in, templates. */
@Controller
@PreAuthorize(ImportsController.READERS)
class ImportsController {
  static final String READERS = "hasAnyRole('CASEWORKER','REVIEWER')";

  private static final List<Option> WHO =
      List.of(new Option("mine", "我上传的"), new Option("check", "待我复核"));

  private final Imports imports;
  private final ImportKinds kinds;
  private final ImportList list;
  private final Regions regions;
  private final Display display;
  private final Excel excel;

  ImportsController(
      Imports imports,
      ImportKinds kinds,
      ImportList list,
      Regions regions,
      Display display,
      Excel excel) {
    this.imports = imports;
    this.kinds = kinds;
    this.list = list;
    this.regions = regions;
    this.display = display;
    this.excel = excel;
  }

  @GetMapping("/imports")
  String list(
      @ModelAttribute ImportList.Filter filter,
      Paging paging,
      @AuthenticationPrincipal CurrentUser user,
      Model model) {
    var slice = list.page(filter, user, paging);
    model.addAttribute("slice", slice);
    model.addAttribute("states", Option.of(SheetImport.State.class));
    model.addAttribute("kinds", options());
    model.addAttribute("whos", WHO);
    model.addAttribute("makes", user.has(Role.CASEWORKER));
    model.addAttribute(
        "labels",
        kinds.all().stream().collect(Collectors.toMap(ImportKind::code, ImportKind::label)));
    model.addAttribute("chips", chips(filter));
    model.addAttribute(
        "busy",
        slice.items().stream()
            .anyMatch(
                i ->
                    i.state() == SheetImport.State.CHECKING
                        || i.state() == SheetImport.State.WRITING));
    return "imports/list";
  }

  @GetMapping("/imports.xlsx")
  void export(
      @ModelAttribute ImportList.Filter filter,
      @AuthenticationPrincipal CurrentUser user,
      HttpServletResponse response) {
    List<Excel.Column<SheetImport>> columns =
        List.of(
            Excel.Column.of("编号", SheetImport::id),
            Excel.Column.of("文件", SheetImport::name),
            Excel.Column.of("类别", i -> kinds.get(i.kind()).label()),
            Excel.Column.of("单位地区", i -> regions.path(i.region())),
            Excel.Column.of("行数", SheetImport::rows),
            Excel.Column.of("可导入", SheetImport::fresh),
            Excel.Column.of("未变", SheetImport::same),
            Excel.Column.of("有误", SheetImport::wrong),
            Excel.Column.of("已写入", SheetImport::written),
            Excel.Column.of("状态", SheetImport::state),
            Excel.Column.of("上传人", SheetImport::madeByName),
            Excel.Column.of("上传时间", SheetImport::madeAt),
            Excel.Column.of("复核人", SheetImport::decidedByName),
            Excel.Column.of("复核时间", SheetImport::decidedAt),
            Excel.Column.of("退回原因", SheetImport::reason));
    try (var sheet = excel.sheet(response, "批量导入", user, columns)) {
      list.export(filter, user, sheet);
    }
  }

  @GetMapping("/imports/new")
  @PreAuthorize("hasRole('CASEWORKER')")
  String form(@RequestParam(defaultValue = "") String kind, Model model) {
    return fill(kind, null, model);
  }

  @PostMapping("/imports/new")
  @PreAuthorize("hasRole('CASEWORKER')")
  String handIn(
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(required = false) MultipartFile file,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response)
      throws IOException {
    Path copy = Files.createTempFile("import", ".tmp");
    try {
      if (file == null || file.isEmpty() && file.getOriginalFilename().isEmpty())
        throw new RuleViolation("file", "请选择要导入的文件。");
      if (file.getSize() > SheetCheck.MAX_BYTES) throw SheetCheck.tooLarge();
      file.transferTo(copy);
      var done = imports.handIn(chosen(kind).code(), file.getOriginalFilename(), copy, user);
      flash.addFlashAttribute("done", done.before() ? before(done.table()) : "文件已收下，正在逐行核对。");
      return "redirect:" + done.table().url();
    } catch (RuleViolation refused) {
      response.setStatus(400);
      return fill(kind, refused.getMessage(), model);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private String before(SheetImport table) {
    return "这个文件 %s 已由%s上传过（%s），没有重复导入，下面是那一次的情况。"
        .formatted(display.time(table.madeAt()), table.madeByName(), table.name());
  }

  @GetMapping("/imports/template/{kind}.xlsx")
  void template(@PathVariable String kind, HttpServletResponse response) throws IOException {
    var wanted = kinds.get(kind);
    response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    response.setHeader(
        "Content-Disposition",
        "attachment; filename*=UTF-8''"
            + URLEncoder.encode(wanted.label() + "导入模板.xlsx", StandardCharsets.UTF_8));
    Template.write(wanted, response.getOutputStream());
  }

  private ImportKind chosen(String kind) {
    return kind.isEmpty() ? kinds.all().getFirst() : kinds.get(kind);
  }

  private String fill(String kind, String wrong, Model model) {
    model.addAttribute("chosen", chosen(kind));
    model.addAttribute("kinds", options());
    model.addAttribute(
        "tabs",
        kinds.all().stream()
            .map(
                k ->
                    new Tab(
                        k.label(),
                        "/imports/new?kind=" + k.code(),
                        k.code().equals(chosen(kind).code())))
            .toList());
    model.addAttribute("problem", wrong);
    model.addAttribute("most", SheetCheck.MAX_MEGABYTES);
    return "imports/new";
  }

  private List<Option> options() {
    return kinds.all().stream().map(k -> new Option(k.code(), k.label())).toList();
  }

  private List<Chip> chips(ImportList.Filter filter) {
    var chips = new ArrayList<Chip>();
    for (var state : SheetImport.State.values())
      if (state.name().equals(filter.state())) chips.add(new Chip("state", "状态：" + state.label()));
    for (var kind : options())
      if (kind.value().equals(filter.kind())) chips.add(new Chip("kind", "类别：" + kind.label()));
    for (var who : WHO)
      if (who.value().equals(filter.who())) chips.add(new Chip("who", "范围：" + who.label()));
    if (ImportList.Filter.day(filter.from()) != null)
      chips.add(new Chip("from", "上传自：" + ImportList.Filter.day(filter.from())));
    if (ImportList.Filter.day(filter.to()) != null)
      chips.add(new Chip("to", "上传至：" + ImportList.Filter.day(filter.to())));
    if (!filter.q().isEmpty()) chips.add(new Chip("q", "文件名：" + filter.q()));
    return chips;
  }
}
