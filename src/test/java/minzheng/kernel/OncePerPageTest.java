package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a page remembers, and what must never be remembered. */
class OncePerPageTest {
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void end() {
    OncePerPage.end();
  }

  private int ask(Object... key) {
    return OncePerPage.ask(asked::incrementAndGet, key);
  }

  @Test
  void without_a_page_every_question_is_asked() {
    assertThat(List.of(ask("person", 1L), ask("person", 1L))).containsExactly(1, 2);
  }

  @Test
  void within_a_page_the_same_question_is_asked_once_and_another_apart() {
    OncePerPage.begin();
    assertThat(List.of(ask("person", 1L), ask("person", 1L))).containsExactly(1, 1);
    assertThat(List.of(ask("person", 2L), ask("household", 1L))).containsExactly(2, 3);
  }

  @Test
  void the_next_page_knows_nothing_of_the_last() {
    OncePerPage.begin();
    ask("person", 1L);
    OncePerPage.end();
    OncePerPage.begin();
    assertThat(ask("person", 1L)).isEqualTo(2);
  }

  @Test
  void under_a_wider_scope_the_question_is_asked_anew_and_its_answer_stays_there() {
    OncePerPage.begin();
    ask("person", 1L);
    assertThat(OncePerPage.<Integer>apart(() -> ask("person", 1L))).isEqualTo(2);
    assertThat(ask("person", 1L)).isEqualTo(1);
  }

  @Test
  void an_answer_cannot_be_changed_for_the_next_reader() {
    OncePerPage.begin();
    List<Integer> answer = OncePerPage.ask(() -> new ArrayList<>(List.of(1)), "list");
    assertThatThrownBy(() -> answer.add(2)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_page_remembers_only_so_much_and_still_answers_the_rest() {
    OncePerPage.begin();
    for (int n = 0; n < OncePerPage.MOST; n++) ask("row", n);
    assertThat(List.of(ask("row", 0), ask("one more"), ask("one more")))
        .containsExactly(1, OncePerPage.MOST + 1, OncePerPage.MOST + 2);
  }
}
