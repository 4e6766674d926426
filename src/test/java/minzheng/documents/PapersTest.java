package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Required papers, files handed in, and what keeps them in their district. */
@MinzhengTest
class PapersTest {
  private static final LocalDate BEFORE = LocalDate.of(2018, 6, 15);
  private static final LocalDate SINCE_THE_LAW = LocalDate.of(2026, 7, 1);
  private static final Actor CLERK = new Actor(7, "t.clerk", "林晓燕", "510104", "锦江区民政局");

  @Autowired Papers papers;
  @Autowired Attachments attachments;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  @Test
  void what_a_check_obtains_may_be_demanded_until_the_law_and_not_after() {
    assertThat(papers.required("DIBAO", BEFORE))
        .filteredOn(PaperRequirement::demanded)
        .extracting(PaperRequirement::paperCode)
        .containsExactly("APPLICATION", "AUTHORISATION", "ID_CARD", "HUKOU");
    assertThat(papers.required("DIBAO", SINCE_THE_LAW))
        .filteredOn(PaperRequirement::demanded)
        .extracting(PaperRequirement::paperCode)
        .containsExactly("APPLICATION", "AUTHORISATION");
    assertThat(papers.required("DIBAO", SINCE_THE_LAW))
        .filteredOn(PaperRequirement::obtainableByCheck)
        .allMatch(r -> r.basis().contains("第六十二条"))
        .extracting(PaperRequirement::name)
        .contains("居民身份证", "户口簿", "残疾人证", "在校就读证明");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE", "OLD_AGE"})
  void each_kind_of_case_has_its_list_on_every_day(String caseType) {
    var before = papers.required(caseType, BEFORE);
    assertThat(before).isNotEmpty().hasSameSizeAs(papers.required(caseType, SINCE_THE_LAW));
    assertThat(papers.required(caseType, SINCE_THE_LAW.minusDays(1))).isEqualTo(before);
  }

  @Test
  void an_uploaded_paper_is_no_longer_missing_and_a_removed_one_is_again() {
    long folder = Folders.open("510104017", "DIBAO", SINCE_THE_LAW);
    Scope.runAs(
        "510104",
        () -> {
          assertThat(papers.panel(Folders.TYPE, folder).missing()).hasSize(2);
          long id = upload(folder, "APPLICATION", new Upload("申请书.pdf", null, Files.pdf(), 3));
          var panel = papers.panel(Folders.TYPE, folder);
          assertThat(panel.missing())
              .extracting(PaperRequirement::paperCode)
              .containsExactly("AUTHORISATION");
          assertThat(panel.rows().getFirst().label()).isEqualTo("已上传 3 页");
          assertThat(panel.rows()).extracting(PaperPanel.Row::label).contains("待补", "核对取得");
          assertThat(papers.missing(Folders.TYPE, folder, "DIBAO", SINCE_THE_LAW)).hasSize(1);

          assertThatThrownBy(() -> papers.remove(id, " ", CLERK)).hasMessageContaining("原因");
          papers.remove(id, "传错了人", CLERK);
          assertThat(papers.panel(Folders.TYPE, folder).missing()).hasSize(2);
          assertThat(attachments.get(id).removal().reason()).isEqualTo("传错了人");
          assertThatThrownBy(() -> attachments.open(id)).isInstanceOf(NotFound.class);
          assertThatThrownBy(() -> papers.remove(id, "再删一次", CLERK))
              .isInstanceOf(RuleViolation.class);
        });
  }

  @Test
  void a_file_comes_back_byte_for_byte_and_the_reading_is_logged() {
    long folder = Folders.open("510104017", "DIBAO", SINCE_THE_LAW);
    byte[] scan = Files.ofType("image/png");
    Scope.runAs(
        "510104017",
        () -> {
          long id = upload(folder, Papers.OTHER, new Upload("照片.png", "image/png", scan, null));
          var content = attachments.open(id);
          assertThat(content.bytes()).isEqualTo(scan);
          assertThat(content.attachment().sha256()).hasSize(64);
          assertThat(content.attachment().pages()).isEqualTo(1);
          assertThat(audited("查看附件", id)).isEqualTo(1);
          assertThat(audited("上传附件", id)).isEqualTo(1);
        });
  }

  @Test
  void the_same_file_twice_is_told_and_kept_once() {
    long folder = Folders.open("510104017", "DIBAO", SINCE_THE_LAW);
    var upload = new Upload("户口.pdf", null, Files.pdf(), null);
    Scope.runAs(
        "510104",
        () -> {
          upload(folder, "HUKOU", upload);
          assertThatThrownBy(() -> upload(folder, "HUKOU", upload)).hasMessageContaining("上传过");
          assertThat(attachments.of(Folders.TYPE, folder)).hasSize(1);
        });
  }

  @Test
  void another_district_finds_neither_the_file_nor_its_record() {
    long folder = Folders.open("510104017", "DIBAO", SINCE_THE_LAW);
    long id =
        Scope.callAs(
            "510104", () -> upload(folder, "HUKOU", new Upload("户.pdf", null, Files.pdf(), 1)));
    Scope.runAs(
        Fixtures.QINGYANG,
        () -> {
          assertThatThrownBy(() -> attachments.open(id)).isInstanceOf(NotFound.class);
          assertThatThrownBy(() -> papers.remove(id, "试试", CLERK)).isInstanceOf(NotFound.class);
          assertThatThrownBy(() -> papers.panel(Folders.TYPE, folder)).isInstanceOf(NotFound.class);
          assertThat(attachments.of(Folders.TYPE, folder)).isEmpty();
        });
  }

  @Test
  void a_closed_record_takes_and_loses_nothing() {
    long folder = Folders.closed("510104017");
    Scope.runAs(
        "510104",
        () ->
            assertThatThrownBy(
                    () -> upload(folder, "HUKOU", new Upload("户.pdf", null, Files.pdf(), 1)))
                .hasMessageContaining("已办结"));
  }

  @Test
  void a_paper_outside_the_list_and_a_senseless_page_count_are_refused() {
    long folder = Folders.open("510104017", "OLD_AGE", SINCE_THE_LAW);
    Scope.runAs(
        "510104",
        () -> {
          assertThatThrownBy(
                  () -> upload(folder, "HUKOU", new Upload("户.pdf", null, Files.pdf(), 1)))
              .isInstanceOfSatisfying(
                  RuleViolation.class, e -> assertThat(e.field()).isEqualTo("paperCode"));
          assertThatThrownBy(
                  () -> upload(folder, "BANK_CARD", new Upload("卡.pdf", null, Files.pdf(), 0)))
              .isInstanceOfSatisfying(
                  RuleViolation.class, e -> assertThat(e.field()).isEqualTo("pages"));
        });
  }

  @Test
  void the_database_refuses_to_change_or_drop_a_file() {
    long folder = Folders.open("510104017", "DIBAO", SINCE_THE_LAW);
    Scope.runAs(
        "510104",
        () -> {
          long id = upload(folder, "HUKOU", new Upload("户.pdf", null, Files.pdf(), 1));
          for (String sql :
              new String[] {
                "UPDATE attachment SET file_name = 'x.pdf' WHERE id = ?",
                "DELETE FROM attachment WHERE id = ?"
              })
            assertThatThrownBy(
                    () ->
                        transaction.executeWithoutResult(
                            status -> jdbc.sql(sql).param(id).update()))
                .isInstanceOf(DataAccessException.class);
        });
  }

  private long upload(long folder, String paperCode, Upload upload) {
    return papers.upload(Folders.TYPE, folder, paperCode, upload, CLERK);
  }

  private int audited(String action, long id) {
    return transaction.execute(
        status ->
            jdbc.sql(
                    """
                    SELECT count(*) FROM audit_event
                    WHERE object_type = '附件' AND object_id = ? AND action = ?
                    """)
                .params(String.valueOf(id), action)
                .query(Integer.class)
                .single());
  }
}
