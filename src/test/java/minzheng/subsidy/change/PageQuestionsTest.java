package minzheng.subsidy.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import minzheng.MinzhengTest;
import minzheng.cases.CaseView;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;

/** What the longest pages ask the database: nothing twice, and not more than they did. */
@MinzhengTest
class PageQuestionsTest {
  private static final int PERSON = 22;
  private static final int CASE = 24;

  @Autowired AutowireCapableBeanFactory beans;
  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private Families families;
  private CaseView file;

  @BeforeEach
  void family() {
    families =
        (Families)
            beans.autowire(Families.class, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false);
    file = families.lowBao("300", LocalDate.of(2018, 6, 15));
  }

  @Test
  void a_persons_page_asks_nothing_twice() {
    long person =
        Families.as(
            families.worker,
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql("SELECT min(person_id) FROM case_person WHERE case_id = ?")
                            .param(file.id())
                            .query(Long.class)
                            .single()));
    assertThat(asked("/people/" + person)).doesNotHaveDuplicates().hasSizeBetween(5, PERSON);
  }

  @Test
  void a_cases_page_asks_nothing_twice() {
    String page =
        mvc.get()
            .uri("/cases/" + file.id())
            .with(user(families.worker))
            .exchange()
            .getResponse()
            .getRedirectedUrl();
    assertThat(asked(page)).doesNotHaveDuplicates().hasSizeBetween(5, CASE);
  }

  /** The statements of a page that was shown before, as the log of the templates tells them. */
  private List<String> asked(String page) {
    var log = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
    var before = log.getLevel();
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    log.addAppender(heard);
    try {
      long shown;
      do { // numbers on top are counted again after five seconds, which a busy machine may need
        log.setLevel(before);
        show(page);
        shown = System.nanoTime();
        heard.list.clear();
        log.setLevel(Level.DEBUG);
        show(page);
      } while (System.nanoTime() - shown > TimeUnit.SECONDS.toNanos(4));
    } finally {
      log.setLevel(before);
      log.detachAppender(heard);
    }
    return heard.list.stream()
        .filter(e -> e.getThreadName().equals(Thread.currentThread().getName()))
        .map(ILoggingEvent::getFormattedMessage)
        .filter(text -> text.startsWith("Executing prepared SQL statement"))
        .filter(text -> !text.contains("set_config"))
        .toList();
  }

  private void show(String page) {
    assertThat(mvc.get().uri(page).with(user(families.worker)).exchange()).hasStatusOk();
  }
}
