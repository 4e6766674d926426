package minzheng.subsidy.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.trial.TrialAnswer.Found;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How the answers of a batch leave, without the product around it. */
class TrialBatchTest {
  /** An answer of at least so many bytes. */
  private static TrialAnswer large(int bytes) {
    var found =
        new Found(
            "DIBAO",
            "x".repeat(bytes),
            Outcome.NO_STANDARD,
            null,
            null,
            null,
            1,
            List.of(),
            List.of(),
            List.of());
    return new TrialAnswer(LocalDate.of(2018, 6, 15), List.of(found));
  }

  /** A full batch's answers are hundreds of megabytes: none is kept until the next is there. */
  @Test
  void an_answer_has_left_when_the_next_is_computed() throws IOException {
    var out = new ByteArrayOutputStream();
    var before = new ArrayList<Integer>();
    Stream<TrialAnswer> answers =
        IntStream.range(0, 4)
            .mapToObj(
                i -> {
                  before.add(out.size());
                  return large(1000);
                });
    TrialController.write(answers, out);
    assertThat(before).hasSize(4);
    for (int i = 1; i < 4; i++) assertThat(before.get(i)).isGreaterThan(i * 1000);
  }

  /** As many answers of so many bytes, and then a failure. */
  private static Stream<TrialAnswer> failing(int answers, int bytes) {
    return IntStream.rangeClosed(0, answers)
        .mapToObj(
            i -> {
              if (i == answers) throw new IllegalStateException("no value");
              return large(bytes);
            });
  }

  @Test
  void after_a_failure_the_text_stays_open() {
    var out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> TrialController.write(failing(2, 10), out))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> JsonMapper.builder().build().readTree(out.toByteArray()))
        .isInstanceOf(JacksonException.class);
  }

  private static MvcTestResult batch(Stream<TrialAnswer> answers) {
    var trials =
        new Trials(null, null, null) {
          @Override
          TrialReader reader() {
            return new TrialReader(code -> true, Set.of());
          }

          @Override
          Stream<TrialAnswer> answers(List<TrialReader.Trial> asked) {
            return answers;
          }
        };
    return MockMvcTester.of(new TrialController(trials))
        .post()
        .uri("/api/v1/trials/batch")
        .contentType(MediaType.APPLICATION_JSON)
        .content("{\"trials\":[]}")
        .exchange();
  }

  @Test
  void a_failure_before_anything_left_is_a_problem() throws Exception {
    for (var answers : List.of(failing(0, 10), failing(2, 10))) {
      MvcTestResult failed = batch(answers);
      assertThat(failed).hasStatus(500).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
      assertThat(failed.getResponse().getContentAsString()).startsWith("{\"type\":");
    }
  }

  /** The container breaks the connection off when a failure reaches it after bytes have left. */
  @Test
  void a_failure_midway_is_left_to_the_container() {
    assertThat(batch(failing(2, 100_000))).hasFailed().failure().hasRootCauseMessage("no value");
  }
}
