package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Every fragment, rendered: names, errors and relations that a screen reader needs. */
@MinzhengTest
class GalleryTest {
  @Autowired MockMvc mvc;
  @Autowired Fixtures fixtures;

  private Document page(MockHttpServletRequestBuilder request) throws Exception {
    var person = fixtures.user(Fixtures.JINJIANG, Role.CASEWORKER);
    var answer = mvc.perform(request.with(user(person))).andReturn().getResponse();
    return Jsoup.parse(answer.getContentAsString());
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
                .with(csrf())
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
    assertThat(page.select("ins.mz-new").eachText()).containsExactly("1,600.00");
    assertThat(page.select("dialog#reveal h2").text()).contains("周秀兰");
    assertThat(page.select(".mz-spark polyline").attr("points"))
        .isEqualTo("0.0,26.0 50.0,4.0 100.0,15.0");
  }
}
