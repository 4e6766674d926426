package minzheng.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.kernel.Money;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.multipart.MultipartFile;

/** Pages with every fragment, for the tests of the fragments and to look at. */
@TestComponent
@Controller
public class Gallery {
  private final NavigationHtml html;

  Gallery(NavigationHtml html) {
    this.html = html;
  }

  record Income(String amount) {}

  record Form(
      String idNumber,
      @NotBlank(message = "请填写姓名") String name,
      String birth,
      String sex,
      String phone,
      String region,
      String address,
      @NotBlank(message = "请选择申请方式") String way,
      @AssertTrue(message = "请先签署授权书") boolean agreed,
      String savings,
      List<Income> incomes,
      MultipartFile paper) {}

  @ModelAttribute
  void frame(Model model, HttpServletRequest request) {
    model.addAttribute("todoCount", 11);
    var desk =
        Navigation.Item.of(Navigation.Section.DESKS, 1, "社会救助", "/subsidy", "heart-handshake")
            .child(1, "收件登记", "/gallery/form", "Alt+N")
            .child(2, "案件", "/gallery/list");
    var home = Navigation.Item.of(Navigation.Section.START, 1, "工作台", "/", "home");
    model.addAttribute(
        "nav",
        html.of(
            NavigationTree.of(List.of(home, desk), Set.of(), request.getRequestURI()), request));
    model.addAttribute("sexes", List.of(new Option("M", "男"), new Option("F", "女")));
    model.addAttribute("ways", List.of(new Option("SELF", "本人到窗口"), new Option("PROXY", "委托他人")));
  }

  @GetMapping("/gallery/form")
  String form(Model model) {
    model.addAttribute(
        "form",
        new Form(
            "990104198003124524",
            "周秀兰",
            "1980-03-12",
            "F",
            null,
            "",
            null,
            "SELF",
            true,
            "8,000.00",
            List.of(new Income("1,500.00")),
            null));
    return "gallery/form";
  }

  @PostMapping("/gallery/form")
  String post(@Valid @ModelAttribute("form") Form form, BindingResult result) {
    result.rejectValue("incomes[0].amount", "", "金额最多两位小数，请精确到分。");
    result.reject("", "与登记不符，请核对。");
    return "gallery/form";
  }

  @GetMapping("/gallery/list")
  String list(Model model) {
    model.addAttribute("chips", List.of(new Chip("state", "环节：区级审核")));
    model.addAttribute("box", TodoSource.Box.MINE);
    model.addAttribute("amount", Money.of("1234.50"));
    model.addAttribute(
        "slice",
        new Slice<>(
            List.of("DB510104-2026-000302", "DB510104-2026-000305", "DB510104-2026-000306"),
            50,
            null,
            "abc",
            "due",
            1001L));
    return "gallery/list";
  }

  @GetMapping("/gallery/parts")
  String parts(Model model) {
    model.addAttribute(
        "facts", List.of(new Fact("家庭", "3 人"), Fact.code("身份证号", "990104********4524")));
    model.addAttribute(
        "steps",
        List.of(
            new Step("受理", "10-26 林晓燕", true, false),
            new Step("区级审核", "何志远 办理中", false, true),
            new Step("发放", null, false, false)));
    model.addAttribute(
        "tabs",
        List.of(new Tab("概况", "/cases/1", true), new Tab("核对", "/cases/1/checks", 1, true, false)));
    model.addAttribute(
        "figures",
        List.of(
            new Figure("应发户数", "1,842", "户", "2,967 人", "/x", null, Figure.trend(List.of(1, 5, 3))),
            new Figure("退回待处理", "3,310.00", "元", null, "/y", "bad", null)));
    model.addAttribute(
        "events",
        List.of(
            new TimelineEvent("11-13 09:20", "何志远", "领取案件", null, "区级审核", true),
            new TimelineEvent("11-10 23:59", null, "公示期满", "系统")));
    model.addAttribute(
        "changes",
        List.of(new Change("月收入", "1,500.00", "1,600.00"), new Change("住址", "水井街", "水井街")));
    model.addAttribute("turn", new Turn("您", "何志远，区民政局", "之后：赵文清确认，须为另一人"));
    model.addAttribute(
        "blocking", List.of(new Missing("核对差异未填处理意见", "存款申报 8,000.00 元", "/cases/1/checks")));
    model.addAttribute(
        "clocks",
        List.of(
            new ClockView("本环节：区级审核", 5, 10, "2026-11-25", 5, "民发〔2021〕57号 第二十条", false),
            new ClockView("书面告知", 5, 3, "2026-11-16", -2, null, true)));
    return "gallery/parts";
  }

  /** Answers like the register of persons: one number is known. */
  @PostMapping("/gallery/lookup")
  @ResponseBody
  Map<String, Object> lookup(@RequestParam String idNumber) {
    boolean known = idNumber.endsWith("0026");
    return known
        ? Map.of("known", true, "name", "李桂芳", "text", "已建档，有 1 件在办案件", "url", "/gallery/parts")
        : Map.of("known", false);
  }
}
