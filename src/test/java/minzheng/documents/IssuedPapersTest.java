package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashSet;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@MinzhengTest
class IssuedPapersTest {
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);
  private static final Actor CLERK = new Actor(7, "t.clerk", "何志远", "510104", "锦江区民政局");

  @Autowired IssuedPapers issued;

  @Test
  void a_paper_is_numbered_frozen_and_verifiable_by_anybody() {
    long folder = Folders.open("510104017", "DIBAO", DAY);
    var paper = Scope.callAs("510104", () -> issued.get(issue(folder)));
    assertThat(paper.number()).isEqualTo("锦江民救测" + folder + "〔2026〕1号");
    assertThat(paper.facts()).containsEntry("name", "覃文斌");
    assertThat(paper.printedKey()).matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");

    var extract = issued.verify(paper.printedKey().toLowerCase()).orElseThrow();
    assertThat(extract.number()).isEqualTo(paper.number());
    assertThat(extract.lines()).containsExactly(new Paper.Line("决定", "不予认定为最低生活保障家庭"));
    assertThat(extract.toString()).doesNotContain("覃文斌").doesNotContain("2,100.00");
    assertThat(issued.verify("0000-0000-0000")).isEmpty();
  }

  @Test
  void issuing_twice_gives_the_same_copy_and_after_a_withdrawal_a_new_number() {
    long folder = Folders.open("510104017", "DIBAO", DAY);
    Scope.runAs(
        "510104",
        () -> {
          long first = issue(folder);
          assertThat(issue(folder)).isEqualTo(first);
          assertThatThrownBy(() -> issued.withdraw(first, "", CLERK)).hasMessageContaining("原因");
          issued.withdraw(first, "姓名写错", CLERK);
          assertThatThrownBy(() -> issued.withdraw(first, "再来", CLERK))
              .isInstanceOf(RuleViolation.class);
          assertThat(issued.verify(issued.get(first).verifyKey()).orElseThrow().withdrawnOn())
              .isNotNull();
          long second = issue(folder);
          assertThat(issued.get(second).number()).endsWith("〔2026〕2号");
          assertThat(issued.of(Folders.TYPE, folder))
              .extracting(IssuedPaper::id)
              .containsExactly(second, first);
        });
  }

  @Test
  void delivery_is_recorded_once_and_on_a_possible_day() {
    long folder = Folders.open("510104017", "DIBAO", DAY);
    Scope.runAs(
        "510104",
        () -> {
          long id = issue(folder);
          var day = issued.get(id).day();
          var way = IssuedPaper.Way.DIRECT;
          assertThatThrownBy(() -> issued.deliver(id, day.minusDays(1), way, "覃文斌", CLERK))
              .hasMessageContaining("不能早于");
          assertThatThrownBy(() -> issued.deliver(id, day.plusYears(90), way, "覃文斌", CLERK))
              .hasMessageContaining("不能晚于今天");
          assertThatThrownBy(() -> issued.deliver(id, day, way, " ", CLERK))
              .hasMessageContaining("收件人");
        });
  }

  @Test
  void another_district_does_not_find_the_copy() {
    long folder = Folders.open("510104017", "DIBAO", DAY);
    long id = Scope.callAs("510104", () -> issue(folder));
    Scope.runAs(
        Fixtures.QINGYANG,
        () -> assertThatThrownBy(() -> issued.get(id)).isInstanceOf(NotFound.class));
  }

  @Test
  void keys_do_not_repeat_and_forgive_how_they_are_typed() {
    var keys = new HashSet<String>();
    for (int i = 0; i < 2000; i++) keys.add(VerifyKey.random());
    assertThat(keys).hasSize(2000).allMatch(k -> VerifyKey.normal(k).equals(k));
    assertThat(VerifyKey.normal(" 4f7k—92qd o1lx ")).isEqualTo("4F7K92QD011X");
  }

  @Test
  void a_qr_code_is_drawn_from_its_modules() {
    var qr = QrCode.of("https://example.org/verify/4F7K92QDM3XA");
    assertThat(qr.viewBox()).isEqualTo("0 0 %d %d".formatted(qr.size(), qr.size()));
    assertThat(qr.path()).startsWith("M0 0h7v1h-7z").matches("(M\\d+ \\d+h\\d+v1h-\\d+z)+");
  }

  private long issue(long folder) {
    return issued.issue(Folders.KIND, folder, CLERK);
  }
}
