package minzheng.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.UnsupportedEncodingException;
import java.util.List;
import java.util.Map;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** 消息发送记录 for those who see to it, and 站内消息 for everybody. */
@MinzhengTest
class MessagePagesTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired Post post;

  private String area;
  private CurrentUser supervisor;

  @BeforeEach
  void ownArea() {
    area = post.area();
    supervisor = fixtures.user(area, Role.SUPERVISOR);
  }

  /** Takes nothing, or leaves a doubt. */
  private record Says(Outcome.Kind kind) implements Carrier {
    @Override
    public Channel channel() {
      return Channel.SMS;
    }

    @Override
    public String name() {
      return "says";
    }

    @Override
    public int most() {
      return 10;
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public List<Outcome> hand(Parcel parcel) {
      return parcel.items().stream()
          .map(i -> new Outcome(i.id(), kind, kind == Outcome.Kind.TAKEN ? null : "网关没有回音"))
          .toList();
    }
  }

  private String one(Outcome.Kind kind) {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.sender(area, new Says(kind)).run();
    return post.texts(area, "id").getLast();
  }

  @Test
  void the_list_is_masked_filters_and_leaves_a_trace() throws Exception {
    one(Outcome.Kind.TAKEN);
    one(Outcome.Kind.REFUSED);
    var page = html(get("/messages/sent", supervisor), 200);
    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.select("tbody").text())
        .contains("138****1234")
        .contains("张**")
        .contains("发送失败")
        .doesNotContain("13800001234");
    var failed = html(get("/messages/sent?state=FAILED&channel=SMS", supervisor), 200);
    assertThat(failed.select("tbody tr")).hasSize(1);
    assertThat(failed.select(".mz-chips, .mz-chip").text()).contains("发送失败");
    assertThat(html(get("/messages/sent?q=00008", supervisor), 200).select("tbody tr")).isEmpty();
    assertThat(html(get("/messages/sent?from=2099-01-01", supervisor), 200).select("tbody tr"))
        .isEmpty();
    assertThat(html(get("/messages/sent?from=2026-02-30", supervisor), 200).text())
        .contains("2026 年 2 月没有 30 日");
    assertThat(
            post.in(
                area,
                () ->
                    post.jdbc
                        .sql(
                            "SELECT count(*) FROM audit_event WHERE object_type = '消息发送记录' AND"
                                + " actor_id = ?")
                        .param(supervisor.accountId())
                        .query(Long.class)
                        .single()))
        .isGreaterThanOrEqualTo(4);
    var excel = get("/messages/sent/export?state=FAILED", supervisor);
    assertThat(excel).hasStatusOk();
    assertThat(excel.getResponse().getContentAsByteArray()).startsWith('P', 'K');
  }

  @Test
  void what_failed_goes_again_after_a_reason() throws Exception {
    String id = one(Outcome.Kind.REFUSED);
    String url = "/messages/sent/" + id;
    assertThat(html(get(url, supervisor), 200).text()).contains("网关没有回音").contains("再次发送");
    var page = html(post(url + "/again", Map.of("reason", " "), supervisor), 400);
    assertThat(page.select("#reason-error").text()).contains("请写明原因");
    assertThat(post(url + "/arrived", Map.of("reason", "x"), supervisor)).hasStatus3xxRedirection();
    assertThat(post.states(area)).as("it has certainly not arrived").containsExactly("FAILED");
    assertThat(post(url + "/again", Map.of("reason", "号码已核对"), supervisor))
        .hasStatus3xxRedirection();
    assertThat(post(url + "/again", Map.of("reason", "号码已核对"), supervisor))
        .as("a double click")
        .hasStatus3xxRedirection();
    assertThat(post.states(area)).containsExactly("QUEUED");
    post.sender(area, new Says(Outcome.Kind.TAKEN)).run();
    assertThat(post.states(area)).containsExactly("SENT");
    assertThat(html(get(url, supervisor), 200).text())
        .contains("号码已核对")
        .contains(supervisor.name());
  }

  @Test
  void what_is_in_doubt_is_shown_and_decided_by_a_person() throws Exception {
    String id = one(Outcome.Kind.UNKNOWN);
    assertThat(html(get("/messages/sent?state=IN_DOUBT", supervisor), 200).select("tbody").text())
        .contains("待确认")
        .contains("网关没有回音");
    var page = html(get("/messages/sent/" + id, supervisor), 200);
    assertThat(page.select(".mz-note").text()).contains("可能已经收到");
    assertThat(post("/messages/sent/" + id + "/arrived", Map.of("reason", "本人说已收到"), supervisor))
        .hasStatus3xxRedirection();
    post.sender(area, new Says(Outcome.Kind.TAKEN)).run();
    assertThat(post.states(area)).containsExactly("SENT");
    assertThat(post.texts(area, "attempt")).containsExactly("1");
  }

  @Test
  void another_district_and_another_duty_see_nothing() throws Exception {
    String id = one(Outcome.Kind.REFUSED);
    var stranger = fixtures.user(Fixtures.QINGYANG, Role.SUPERVISOR);
    assertThat(get("/messages/sent/" + id, stranger)).hasStatus(404);
    assertThat(post("/messages/sent/" + id + "/again", Map.of("reason", "x"), stranger))
        .hasStatus(404);
    assertThat(get("/messages/sent", fixtures.user(area, Role.CASEWORKER))).hasStatus(403);
    assertThat(post.states(area)).containsExactly("FAILED");
  }

  @Test
  void the_inbox_counts_what_is_unread_and_opens_where_the_work_is() throws Exception {
    var worker = fixtures.user(area, Role.CASEWORKER);
    var colleague = fixtures.user(area, Role.CASEWORKER);
    for (String number : List.of("FF-1", "FF-2"))
      post.queue(
          Message.inbox(
              area,
              "t:" + worker.accountId() + number,
              worker.accountId(),
              worker.name(),
              "run.check",
              Map.of("number", number),
              "/help"));
    var home = html(get("/", worker), 200);
    assertThat(home.text()).contains("2 条未读").contains("发放批次 FF-2 的草稿已生成");
    assertThat(html(get("/", colleague), 200).text()).doesNotContain("FF-2");
    var page = html(get("/messages", worker), 200);
    assertThat(page.select("tbody tr")).hasSize(2);
    assertThat(page.select("tbody tr").first().text()).contains("FF-2").contains("未读");
    String open = page.select("tbody form").first().attr("action");
    assertThat(post(open, Map.of(), colleague)).hasStatus(404);
    assertThat(post(open, Map.of(), worker)).hasRedirectedUrl("/help");
    assertThat(html(get("/messages?show=unread", worker), 200).select("tbody tr")).hasSize(1);
    String newest = page.select("input[name=newest]").attr("value");
    assertThat(post("/messages/open", Map.of("newest", newest), worker))
        .hasRedirectedUrl("/messages");
    assertThat(html(get("/", worker), 200).text()).doesNotContain("条未读");
  }

  @Test
  void a_mail_address_of_ones_own_gets_the_reminders_too() throws Exception {
    var worker = fixtures.user(area, Role.CASEWORKER);
    var wrong = html(post("/messages/mail", Map.of("mail", "wang@"), worker), 400);
    assertThat(wrong.select("#mail-error").text()).contains("邮箱格式不对");
    assertThat(wrong.select("#mail").attr("value")).isEqualTo("wang@");
    assertThat(post("/messages/mail", Map.of("mail", "wang@example.gov.cn"), worker))
        .hasRedirectedUrl("/messages");
    var message =
        Message.inbox(
            area,
            Post.cause(),
            worker.accountId(),
            worker.name(),
            "run.check",
            Map.of("number", "FF-3"),
            "/help");
    for (int i = 0; i < 2; i++)
      post.in(
          area,
          () -> {
            post.messages.queueAlsoByMail(message);
            return null;
          });
    assertThat(post.texts(area, "channel")).containsExactly("INBOX", "MAIL");
    assertThat(post("/messages/mail", Map.of("mail", ""), worker)).hasRedirectedUrl("/messages");
    assertThat(html(get("/messages", worker), 200).select("#mail").attr("value")).isEmpty();
  }

  private MvcTestResult get(String path, CurrentUser who) {
    return mvc.get().uri(path).with(user(who)).exchange();
  }

  private MvcTestResult post(String path, Map<String, String> form, CurrentUser who) {
    var request = mvc.post().uri(path).with(user(who)).with(csrf());
    for (var field : form.entrySet()) request = request.param(field.getKey(), field.getValue());
    return request.exchange();
  }

  private static Document html(MvcTestResult result, int status)
      throws UnsupportedEncodingException {
    assertThat(result).hasStatus(status);
    return Jsoup.parse(result.getResponse().getContentAsString());
  }
}
