package minzheng.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import minzheng.Fixtures;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.Sex;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.security.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** What production would write, line by line, while people type and things go wrong. */
@MinzhengTest
class LogsTest {
  @Autowired MockMvcTester mvc;
  @Autowired Fixtures fixtures;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired Environment env;

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final StructuredLogEncoder encoder = new StructuredLogEncoder();
  private final AppenderBase<ILoggingEvent> collector =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(new String(encoder.encode(event), StandardCharsets.UTF_8));
        }
      };

  private final String name = "鞠萍兰";
  private final String idNumber = FreshIds.of(LocalDate.of(1975, 3, 1), Sex.F);
  private final String phone = "13980012345";
  private final String account = "6228480000012345678";
  private CurrentUser clerk;

  @BeforeEach
  void collect_as_production_does() {
    root.getLoggerContext().putObject(Environment.class.getName(), env);
    encoder.setContext(root.getLoggerContext());
    encoder.setFormat("ecs");
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.start();
    collector.setContext(root.getLoggerContext());
    collector.start();
    root.addAppender(collector);
    clerk = fixtures.user("510104017", Role.CASEWORKER);
  }

  @AfterEach
  void stop() {
    root.detachAppender(collector);
  }

  private MvcTestResult get(String path, Object... values) {
    return mvc.get().uri(path, values).with(user(clerk)).exchange();
  }

  @Test
  void a_day_at_the_window_leaves_no_person_in_the_log() {
    get("/people?q={q}", idNumber);
    get("/people?q={q}", name);
    get("/people/{id}", idNumber); // a number where the page's own id belongs
    get("/subsidy/intake?programme={p}", name);
    mvc.post()
        .uri("/subsidy/intake/" + UUID.randomUUID())
        .with(user(clerk))
        .with(csrf())
        .param("members[0].name", name)
        .param("members[0].idNumber", idNumber)
        .param("members[900].name", name) // too many for binding
        .param("phone", phone)
        .param("accountNumber", account)
        .exchange();
    mvc.post().uri("/login").with(csrf()).param("username", idNumber).exchange();
    var library = LoggerFactory.getLogger("org.example.library");
    library.warn("Failed to convert value [{}], called {} on {}", idNumber, name, phone);
    library.error("Refused", new IllegalStateException("Key (account)=(" + account + ") exists"));
    everyLineIsWholeAndMasked();
    assertThat(String.join("", lines)).doesNotContain(name, idNumber, phone, account);
  }

  private void everyLineIsWholeAndMasked() {
    assertThat(lines).isNotEmpty();
    var json = JsonMapper.builder().build();
    assertThat(lines).allSatisfy(line -> assertThat(json.readTree(line).has("message")).isTrue());
    assertThat(lines).anyMatch(line -> line.contains("***"));
  }

  @Test
  void what_the_database_says_against_a_row_does_not_quote_the_row() {
    var refused = catchThrowable(() -> register("JANE DOE"));
    assertThat(refused).isNull();
    refused = catchThrowable(() -> register("MARY SMITH"));
    assertThat(refused)
        .hasMessageContaining("duplicate key")
        .hasMessageNotContainingAny(idNumber, "Detail");
    refused = catchThrowable(() -> register(null));
    assertThat(refused).hasMessageContaining("not-null").hasMessageNotContainingAny(idNumber);
    LoggerFactory.getLogger(getClass()).error("It failed", refused);
    assertThat(String.join("", lines)).contains("It failed", "not-null").doesNotContain(idNumber);
  }

  private void register(String name) {
    Scope.runAs(
        "510104",
        () ->
            transaction.executeWithoutResult(
                status ->
                    jdbc.sql(
                            """
                            INSERT INTO person (region, doc_type, doc_number, name, initials, sex, birth_date,
                                                created_at, created_by, changed_at, changed_by)
                            VALUES ('510104017', 'ID', ?, ?, '{}', 'F', DATE '1975-03-01', now(), 't', now(), 't')
                            """)
                        .params(idNumber, name)
                        .update()));
  }

  @Test
  void every_answer_names_its_request_and_so_do_the_lines_about_it() {
    var answer = get("/people/{id}", "no-number");
    String id = answer.getResponse().getHeader("X-Request-Id");
    assertThat(id).matches("[2-9A-HJKMNP-TV-Z]{8}");
    assertThat(answer.getResponse().getHeader("X-Request-Id"))
        .isNotEqualTo(get("/").getResponse().getHeader("X-Request-Id"));
    mvc.post()
        .uri("/subsidy/intake/" + UUID.randomUUID())
        .with(user(clerk))
        .with(csrf())
        .param("members[900].name", name) // too many for binding: refused, and logged
        .exchange();
    assertThat(lines).anyMatch(line -> line.matches("(?s).*\"id\":\"[2-9A-HJKMNP-TV-Z]{8}\".*"));
  }

  @Test
  void an_error_page_shows_the_number_to_quote() throws Exception {
    var answer = get("/no/such/page");
    assertThat(answer.getResponse().getContentAsString())
        .contains("编号", answer.getResponse().getHeader("X-Request-Id"));
    var failed =
        mvc.get()
            .uri("/error")
            .requestAttr("jakarta.servlet.error.status_code", 500)
            .accept("text/html")
            .with(user(clerk))
            .exchange();
    assertThat(failed.getResponse().getContentAsString())
        .contains("系统出错", failed.getResponse().getHeader("X-Request-Id"));
  }
}
