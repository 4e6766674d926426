package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import minzheng.kernel.Money;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Every fragment, rendered: names, errors and relations that a screen reader needs. */
class GalleryTest {
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
      org.springframework.web.multipart.MultipartFile paper) {}

  @Controller
  static class Gallery {
    @ModelAttribute
    void frame(Model model, jakarta.servlet.http.HttpServletRequest request) {
      model.addAttribute("build", "1");
      model.addAttribute("here", Here.of(request));
      model.addAttribute("fmt", new Display(java.time.Clock.systemUTC(), null));
      model.addAttribute("todoCount", 11);
      model.addAttribute("user", new Person());
      var desk =
          Navigation.Item.of(Navigation.Section.DESKS, 1, "社会救助", "/subsidy", "heart-handshake")
              .child(1, "收件登记", "/gallery/form", "Alt+N")
              .child(2, "案件", "/gallery/list");
      var home = Navigation.Item.of(Navigation.Section.START, 1, "工作台", "/", "home");
      model.addAttribute(
          "nav", NavigationTree.of(List.of(home, desk), Set.of(), request.getRequestURI()));
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
    String post(@jakarta.validation.Valid @ModelAttribute("form") Form form, BindingResult result) {
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
          List.of(
              new Tab("概况", "/cases/1", true), new Tab("核对", "/cases/1/checks", 1, true, false)));
      model.addAttribute(
          "figures",
          List.of(
              new Figure(
                  "应发户数", "1,842", "户", "2,967 人", "/x", null, Figure.trend(List.of(1, 5, 3))),
              new Figure("退回待处理", "3,310.00", "元", null, "/y", "bad", null)));
      model.addAttribute(
          "events",
          List.of(
              new TimelineEvent("11-13 09:20", "何志远", "领取案件", null, "区级审核", true),
              new TimelineEvent("11-10 23:59", null, "公示期满", "系统")));
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
  }

  /** Stands for the signed-in user. */
  public static class Person {
    public String name() {
      return "林晓燕";
    }

    public String officeName() {
      return "锦官驿街道便民服务中心";
    }

    public String roleLabels() {
      return Role.CASEWORKER.label();
    }
  }

  private static final MockMvc PAGES = pages();

  private static MockMvc pages() {
    var files = new ClassLoaderTemplateResolver();
    files.setPrefix("templates/");
    files.setSuffix(".html");
    files.setCharacterEncoding("UTF-8");
    var engine = new SpringTemplateEngine();
    engine.setEnableSpringELCompiler(false);
    engine.setTemplateResolver(files);
    var resolver = new ThymeleafViewResolver();
    resolver.setTemplateEngine(engine);
    resolver.setCharacterEncoding("UTF-8");
    return MockMvcBuilders.standaloneSetup(new Gallery()).setViewResolvers(resolver).build();
  }

  private static Document page(MockHttpServletRequestBuilder request) throws Exception {
    String html =
        PAGES.perform(request).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    String keep = System.getProperty("gallery.keep");
    if (keep != null) {
      var address = request.buildRequest(null);
      Files.writeString(
          Path.of(keep, address.getRequestURI().replace('/', '_') + address.getMethod() + ".html"),
          html);
    }
    return Jsoup.parse(html);
  }

  @Test
  void a_form_shows_its_values() throws Exception {
    var page = page(get("/gallery/form"));
    assertThat(page.select(".mz-errors, .mz-error, [aria-invalid]").not("#plain, .mz-error"))
        .isEmpty();
    assertThat(page.getElementById("idNumber").val()).isEqualTo("990104198003124524");
    assertThat(page.select("#sex option[selected]").val()).isEqualTo("F");
    assertThat(page.getElementById("way").hasAttr("checked")).isTrue();
    assertThat(page.getElementById("agreed").hasAttr("checked")).isTrue();
    assertThat(page.getElementById("incomes0.amount").val()).isEqualTo("1,500.00");
    assertThat(page.getElementById("plain").val()).isEqualTo("原值");
    assertThat(page.select("#plainSelect option[selected]").val()).isEqualTo("F");
    assertThat(page.select("[name=plainRadio][checked]").val()).isEqualTo("PROXY");
    assertThat(page.select("h1").text()).isEqualTo("收件登记：最低生活保障");
    assertThat(page.title()).isEqualTo("收件登记：最低生活保障 · 民政业务系统");
  }

  @Test
  void a_refused_form_keeps_what_was_typed_and_leads_to_each_error() throws Exception {
    var page =
        page(
            post("/gallery/form")
                .param("idNumber", "99010419800312452")
                .param("birth", "1980-02-30")
                .param("_agreed", "on")
                .param("incomes[0].amount", "1500.005"));
    var summary = page.selectFirst(".mz-errors");
    assertThat(summary.attr("role")).isEqualTo("alert");
    assertThat(summary.selectFirst("h2").text()).startsWith("有 5 处需要改正");
    for (Element link : summary.select("a"))
      assertThat(page.getElementById(link.attr("href").substring(1))).as(link.text()).isNotNull();
    assertThat(page.getElementById("idNumber").val()).isEqualTo("99010419800312452");
    assertThat(page.getElementById("birth").val()).isEqualTo("1980-02-30");
    var income = page.getElementById("incomes0.amount");
    assertThat(income.val()).isEqualTo("1500.005");
    assertThat(income.attr("aria-invalid")).isEqualTo("true");
    assertThat(page.getElementById(income.attr("aria-describedby")).text()).contains("两位小数");
  }

  @Test
  void every_input_has_a_name_and_every_reference_a_target() throws Exception {
    for (String address : List.of("/gallery/form", "/gallery/list", "/gallery/parts")) {
      var page = page(get(address));
      for (Element input : page.select("input:not([type=hidden]), select, textarea")) {
        boolean named =
            input.hasAttr("aria-label")
                || input.parents().is("label")
                || !page.select("label[for='" + input.id() + "']").isEmpty();
        assertThat(named).as(address + " " + input).isTrue();
      }
      for (String attribute : List.of("aria-describedby", "aria-controls", "aria-labelledby"))
        for (Element element : page.select("[" + attribute + "]"))
          assertThat(page.getElementById(element.attr(attribute)))
              .as("%s %s", address, element)
              .isNotNull();
      var ids = page.select("[id]").eachAttr("id");
      assertThat(ids).as(address).doesNotHaveDuplicates();
      assertThat(page.select("[style], style, script:not([src])")).as(address).isEmpty();
      assertThat(page.select("main")).hasSize(1);
      assertThat(page.html()).doesNotContain("th:");
    }
  }

  @Test
  void a_list_keeps_its_conditions() throws Exception {
    var page =
        page(get("/gallery/list").param("state", "F").param("size", "50").param("after", "x"));
    assertThat(page.select("#f-state option[selected]").val()).isEqualTo("F");
    assertThat(page.select("form.mz-filters [name=size]").val()).isEqualTo("50");
    assertThat(page.select(".mz-chip a").attr("href")).isEqualTo("/gallery/list?size=50");
    assertThat(page.select("a[rel=next]").attr("href"))
        .isEqualTo("/gallery/list?state=F&size=50&after=abc");
    assertThat(page.select("th[aria-sort=ascending] a").attr("href")).contains("sort=-due");
    assertThat(page.select(".mz-bar .mz-meta").first().text()).contains("超过 1,000 件");
    assertThat(page.select(".mz-title-actions a").attr("href"))
        .isEqualTo("/cases.xlsx?state=F&size=50");
    assertThat(page.select("td.mz-num").first().text()).isEqualTo("超 1");
  }

  @Test
  void a_case_page_says_whose_turn_it_is() throws Exception {
    var page = page(get("/gallery/parts"));
    assertThat(page.select(".mz-flow [aria-current=step]").text()).startsWith("区级审核");
    assertThat(page.select(".mz-clock-over").text()).contains("超 2 个工作日").contains("（暂定）");
    assertThat(page.select("aside .mz-missing-stop")).hasSize(1);
    assertThat(page.select(".mz-empty-small")).hasSize(1);
    assertThat(page.select(".mz-paper .mz-verdict").text()).isEqualTo("✗ 不符合");
    assertThat(page.select("dialog#reveal h2").text()).contains("周秀兰");
    assertThat(page.select(".mz-spark polyline").attr("points"))
        .isEqualTo("0.0,26.0 50.0,4.0 100.0,15.0");
  }
}
