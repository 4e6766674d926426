package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import minzheng.kernel.Sex;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The register: what may be written down, and to whom a file is open. */
@MinzhengTest
class PersonsTest {
  private static final String JINJIANG = "510104";
  private static final String QINGYANG = "510105";
  private static final String STREET = "510104017";
  private static final String COMMUNITY = "510104017001";

  @Autowired Persons persons;
  @Autowired PersonSearch search;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;

  private long register(String scope, String idNumber, String name, String region) {
    return Scope.callAs(scope, () -> persons.register(PersonEntry.holder(idNumber, name, region)));
  }

  @Test
  void the_number_says_birth_date_and_sex_and_is_stored_with_a_capital_x() {
    String number = FreshIds.of(LocalDate.of(1966, 7, 14), Sex.M);
    long id = register(JINJIANG, " " + number.toLowerCase() + " ", "陈国强", COMMUNITY);
    Person person = Scope.callAs(JINJIANG, () -> persons.get(id));
    assertThat(person.docNumber()).isEqualTo(number);
    assertThat(person.birthDate()).isEqualTo(LocalDate.of(1966, 7, 14));
    assertThat(person.sex()).isEqualTo(Sex.M);
    assertThat(person.maskedNumber()).startsWith(number.substring(0, 6) + "********");
  }

  @Test
  void number_and_phone_typed_full_width_are_stored_half_width() {
    String number = FreshIds.of(LocalDate.of(1966, 7, 14), Sex.M);
    long id =
        Scope.callAs(
            JINJIANG,
            () ->
                persons.register(
                    new PersonEntry(
                        DocType.ID,
                        fullWidth(number),
                        "陈国强",
                        null,
                        null,
                        null,
                        COMMUNITY,
                        fullWidth("13900000028"),
                        null)));
    Person person = Scope.callAs(JINJIANG, () -> persons.get(id));
    assertThat(person.docNumber()).isEqualTo(number);
    assertThat(person.phone()).isEqualTo("13900000028");
  }

  @Test
  void a_name_typed_with_spaces_is_stored_without_and_found_either_way() {
    long id =
        register(JINJIANG, FreshIds.of(LocalDate.of(1966, 7, 14), Sex.M), "罕\u3000见 名", COMMUNITY);
    assertThat(Scope.callAs(JINJIANG, () -> persons.get(id)).name()).isEqualTo("罕见名");
    for (String typed : List.of("罕见名", "罕 见 名", "hjm"))
      assertThat(Scope.callAs(JINJIANG, () -> search.search(typed, null, 50)).persons())
          .extracting(Person::id)
          .contains(id);
  }

  private static String fullWidth(String text) {
    return text.chars()
        .mapToObj(c -> Character.toString(c + '\uFF10' - '0'))
        .collect(java.util.stream.Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({
    "11010519491231002X,", // example 60: the sample printed in the standard
    "990104196607140016,", // example 60: a fictitious area
    "990106194602290019,出生日期 19460229 不存在", // example 60: 29 February 1946
    "990104196607140017,校验位不符",
    "99010419660714001,应为 18 位",
    "100104196607140011,", // replaced below: province 10 does not exist
    "990104209901010018,",
  })
  void every_problem_of_an_identity_number_is_told(String number, String expected) {
    if (number.startsWith("10")) {
      number = number.substring(0, 17) + minzheng.kernel.IdNumber.check(number);
      expected = "不是省级区划代码";
    } else if (number.contains("2099")) {
      number = number.substring(0, 17) + minzheng.kernel.IdNumber.check(number);
      expected = "晚于今天";
    }
    String typed = number;
    var problems =
        Scope.callAs(JINJIANG, () -> persons.problems(PersonEntry.holder(typed, "陈国强", COMMUNITY)));
    if (expected == null) assertThat(problems).isEmpty();
    else
      assertThat(problems)
          .singleElement()
          .extracting(RuleViolation::getMessage)
          .asString()
          .contains(expected);
  }

  @Test
  void all_problems_are_told_at_once() {
    var entry =
        new PersonEntry(
            DocType.ID,
            "990104196607140016",
            "",
            Sex.F,
            LocalDate.of(1966, 7, 15),
            "abc",
            "510104999",
            "123",
            null);
    var problems = Scope.callAs(JINJIANG, () -> persons.problems(entry));
    assertThat(problems)
        .extracting(RuleViolation::field)
        .containsExactlyInAnyOrder("sex", "birthDate", "name", "phone", "hukou", "region");
  }

  @Test
  void other_documents_and_none() {
    var foundling =
        new PersonEntry(
            DocType.NONE, "", "钟爱民", Sex.F, LocalDate.of(2020, 5, 1), null, COMMUNITY, null, null);
    long first = Scope.callAs(JINJIANG, () -> persons.register(foundling));
    long second = Scope.callAs(JINJIANG, () -> persons.register(foundling));
    assertThat(first).isNotEqualTo(second);
    assertThat(Scope.callAs(JINJIANG, () -> persons.similar("钟爱民", LocalDate.of(2020, 5, 1))))
        .extracting(Person::id)
        .contains(first, second);
    assertThatThrownBy(() -> DocType.HK_MACAO_TAIWAN.normalize("830001199001010011"))
        .hasMessageContaining("830000");
    assertThat(DocType.PASSPORT.normalize(" e1234567 8")).isEqualTo("E12345678");
    assertThatThrownBy(() -> DocType.NONE.normalize("1")).isInstanceOf(RuleViolation.class);
  }

  @Test
  void a_person_of_another_district_is_not_there() {
    String number = FreshIds.any();
    long id = register(JINJIANG, number, "林秀珍", COMMUNITY);
    assertThat(Scope.callAs(STREET, () -> persons.get(id)).name()).isEqualTo("林秀珍");
    assertThat(Scope.callAs("5101", () -> persons.get(id)).name()).isEqualTo("林秀珍");
    Scope.runAs(
        QINGYANG,
        () -> {
          assertThatThrownBy(() -> persons.get(id)).isInstanceOf(NotFound.class);
          assertThat(persons.find(DocType.ID, number)).isEmpty();
          assertThat(search.search(number, null, 20).persons()).isEmpty();
          assertThatThrownBy(() -> persons.handOver(id, QINGYANG, "试试"))
              .isInstanceOf(NotFound.class);
          assertThatThrownBy(() -> persons.open(id, QINGYANG, "HOUSEHOLD"))
              .rootCause()
              .hasMessageContaining("outside the scope");
        });
    Scope.runAs("510104018", () -> assertThat(persons.find(id)).isEmpty());
  }

  @Test
  void the_look_up_across_districts_tells_a_masked_name_only() {
    String number = FreshIds.any();
    register(JINJIANG, number, "林秀珍", COMMUNITY);
    Known known =
        Scope.callAs(QINGYANG, () -> persons.lookUp(DocType.ID, number, "本人申请低保")).orElseThrow();
    assertThat(known).isEqualTo(new Known("林**", Sex.F, JINJIANG, false, false));
    assertThat(Scope.callAs(QINGYANG, () -> persons.lookUp(DocType.ID, FreshIds.any(), "x")))
        .isEmpty();
    String reason =
        Scope.callAs(
            QINGYANG,
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql(
                                "SELECT reason FROM audit_event WHERE action = '跨区查询' ORDER BY id"
                                    + " DESC LIMIT 1")
                            .query(String.class)
                            .single()));
    assertThat(reason).isEqualTo("本人申请低保");
  }

  @Test
  void after_take_up_both_offices_see_and_keep_the_file() {
    String number = FreshIds.any();
    long id = register(JINJIANG, number, "林秀珍", COMMUNITY);
    Scope.runAs(
        QINGYANG,
        () -> {
          assertThatThrownBy(() -> persons.takeUp(DocType.ID, number, " "))
              .isInstanceOf(RuleViolation.class);
          assertThat(persons.takeUp(DocType.ID, number, "本人到窗口申请低保")).isEqualTo(id);
          assertThat(persons.takeUp(DocType.ID, number, "再次调取")).isEqualTo(id);
          assertThat(search.search("林秀珍", null, 50).persons()).extracting(Person::id).contains(id);
          Person person = persons.get(id);
          var moved =
              new PersonEntry(
                  DocType.ID, number, "林秀珍", null, null, null, "510105002002", "13812349988", null);
          persons.correct(id, person.version(), moved, "迁入");
        });
    Scope.runAs(
        JINJIANG,
        () -> {
          assertThat(persons.get(id).region()).startsWith("510105"); // the file it built stays
          assertThat(search.search("9988", null, 50).persons()).extracting(Person::id).contains(id);
        });
    Scope.runAs(
        "5101",
        () ->
            assertThat(search.search(number, null, 50).persons())
                .extracting(Person::id)
                .containsExactly(id)); // once, though two areas list the person
  }

  @Test
  void two_districts_register_the_same_number_at_once_and_one_wins() throws Exception {
    String number = FreshIds.any();
    var together = new CyclicBarrier(2);
    var tries =
        List.of(JINJIANG, QINGYANG).stream()
            .map(
                district ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            together.await();
                            String region = district.equals(JINJIANG) ? COMMUNITY : "510105002002";
                            register(district, number, "黄晓明", region);
                            return "registered";
                          } catch (RuleViolation e) {
                            return e.getMessage();
                          } catch (Exception e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();
    var answers = tries.stream().map(CompletableFuture::join).toList();
    assertThat(answers).contains("registered").anyMatch(a -> a.contains("不要重复登记"));
    int rows =
        Scope.callAs(
            "5101",
            () ->
                transaction.execute(
                    s ->
                        jdbc.sql("SELECT count(*) FROM person WHERE doc_number = ?")
                            .param(number)
                            .query(Integer.class)
                            .single()));
    assertThat(rows).isOne();
  }

  @Test
  void a_save_in_between_is_told_with_name_and_time_and_overwrites_nothing() {
    String number = FreshIds.any();
    long id = register(JINJIANG, number, "林秀珍", COMMUNITY);
    Scope.runAs(
        JINJIANG,
        () -> {
          persons.correct(id, 0, PersonEntry.holder(number, "林秀贞", COMMUNITY), "证件为“贞”");
          assertThatThrownBy(
                  () -> persons.correct(id, 0, PersonEntry.holder(number, "林秀针", COMMUNITY), "笔误"))
              .isInstanceOf(StaleEdit.class)
              .hasMessageContaining("已于")
              .hasMessageContaining("没有保存");
          assertThat(persons.get(id).name()).isEqualTo("林秀贞");
        });
  }

  @Test
  void nobody_is_registered_outside_the_own_area() {
    assertThatThrownBy(() -> register(STREET, FreshIds.any(), "王芳", "510105002002"))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("不在本单位管辖范围");
  }

  @Test
  void the_application_cannot_open_a_file_past_the_functions() {
    long id = register(JINJIANG, FreshIds.any(), "林秀珍", COMMUNITY);
    Scope.runAs(
        QINGYANG,
        () ->
            assertThatThrownBy(
                    () ->
                        jdbc.sql(
                                "INSERT INTO person_scope (region, person_id, cause, since) VALUES"
                                    + " (?, ?, 'TAKEN_UP', now())")
                            .params(QINGYANG, id)
                            .update())
                .rootCause()
                .hasMessageContaining("permission denied"));
  }
}
