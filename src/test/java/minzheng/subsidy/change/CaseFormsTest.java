package minzheng.subsidy.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import minzheng.MinzhengTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The forms on the pages of a case: all that is wrong is told at once, each at its field. */
@MinzhengTest
class CaseFormsTest {
  @Autowired AutowireCapableBeanFactory beans;
  @Autowired MockMvcTester mvc;

  private Families families;
  private String address;

  @BeforeEach
  void a_case_that_is_investigated() {
    families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    address = "/subsidy/cases/" + families.accepted(LocalDate.of(2018, 6, 1));
  }

  @Test
  void a_result_of_the_check() throws Exception {
    Document page = wrong("/checks", "asOf", "2018-02-30", "effectiveOn", "2018-06-02");
    assertThat(page.select(".mz-error").eachAttr("id"))
        .containsExactly("source-error", "asOf-error", "result-error", "reason-error");
    assertThat(page.getElementById("asOf").val()).isEqualTo("2018-02-30");
    page = wrong("/checks", "source", "BANK", "result", "DIFFERENT");
    assertThat(page.select("#asOf-error, #finding-error")).hasSize(2);
    assertThat(page.select("#result option[selected]").val()).isEqualTo("DIFFERENT");
    assertThat(post("/checks", "source", "BANK", "result", "MATCH", "asOf", "20180601"))
        .hasRedirectedUrl(address + "/checks");
  }

  @Test
  void a_visit() throws Exception {
    Document page =
        wrong("/visits", "visitedOn", "2999-01-01", "findings", "两间旧屋", "_signed", "on");
    assertThat(page.select(".mz-error").eachAttr("id"))
        .containsExactly("visitedOn-error", "companion-error", "met-error", "signed-error");
    assertThat(page.getElementById("findings").text()).isEqualTo("两间旧屋");
    String companion = String.valueOf(families.colleague.accountId());
    String[] whole = {
      "visitedOn",
      "2018-06-02",
      "companion",
      companion,
      "met",
      "周",
      "findings",
      "旧屋",
      "signed",
      "true"
    };
    assertThat(post("/visits", whole)).hasRedirectedUrl(address + "/visits");
  }

  @Test
  void the_account() throws Exception {
    Document page = wrong("/account", "bank", " ", "account", "12", "holder", "李 明 9");
    assertThat(page.select(".mz-error").eachAttr("id"))
        .containsExactly("bank-error", "account-error", "holder-error");
    assertThat(page.getElementById("account").val()).isEqualTo("12");
    assertThat(post("/account", "bank", "农业银行", "account", "6228 4800 0000 1234", "holder", "李明"))
        .hasRedirectedUrl(address);
  }

  /** A colleague may end the case while somebody types. */
  @Test
  void what_was_typed_for_a_case_that_went_on_stays_with_the_reason() throws Exception {
    long id = Long.parseLong(address.substring(address.lastIndexOf('/') + 1));
    families.move(families.colleague, id, "WITHDRAW", "本人撤回", LocalDate.of(2018, 6, 2));
    Document page = wrong("/visits", "visitedOn", "2018-06-02", "findings", "两间旧屋");
    assertThat(page.getElementById("findings").text()).isEqualTo("两间旧屋");
    assertThat(page.select(".mz-errors").text()).contains("本案");
    page = wrong("/checks", "source", "BANK", "result", "DIFFERENT", "finding", "存款 8,612.35 元");
    assertThat(page.getElementById("finding").val()).isEqualTo("存款 8,612.35 元");
  }

  private Document wrong(String path, String... fields) throws Exception {
    var answer = post(path, fields);
    assertThat(answer).hasStatus(400);
    return Jsoup.parse(answer.getResponse().getContentAsString());
  }

  private MvcTestResult post(String path, String... fields) {
    var request = mvc.post().uri(address + path).with(user(families.worker)).with(csrf());
    for (int i = 0; i < fields.length; i += 2) request = request.param(fields[i], fields[i + 1]);
    return request.exchange();
  }
}
