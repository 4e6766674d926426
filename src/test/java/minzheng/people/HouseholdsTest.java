package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import minzheng.FreshIds;
import minzheng.MinzhengTest;
import minzheng.kernel.RuleViolation;
import minzheng.security.Scope;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Households over time, and the events that change them. */
@MinzhengTest
class HouseholdsTest {
  private static final LocalDate START = LocalDate.of(2020, 1, 1);
  private static final LocalDate WEDDING = LocalDate.of(2024, 5, 1);

  @Autowired Persons persons;
  @Autowired Households households;
  @Autowired Designations designations;
  @Autowired LifeEvents events;
  @Autowired Clock clock;

  private long person(String name) {
    return persons.register(PersonEntry.holder(FreshIds.any(), name, "510104017001"));
  }

  @Test
  void members_on_a_day_as_known_on_a_day() {
    Scope.runAs(
        "510104",
        () -> {
          long mother = person("李桂芳");
          long daughter = person("王小兰");
          long home = households.open("510104017001", "水井坊 1 号", START, mother);
          long membership = households.add(home, daughter, Relation.CHILD, START);
          Instant before = clock.instant();
          households.end(membership, WEDDING.minusDays(1), "结婚迁出");

          assertThat(households.members(home, WEDDING))
              .extracting(Member::personId)
              .containsExactly(mother);
          assertThat(households.members(home, WEDDING, before)).hasSize(2);
          assertThat(households.members(home, START)).hasSize(2);
          assertThat(households.of(daughter, WEDDING)).isEmpty();
          long second = households.open("510104017001", "2 号", WEDDING, daughter);
          assertThat(households.of(daughter, WEDDING).orElseThrow().householdId())
              .isEqualTo(second);
        });
  }

  @Test
  void nobody_lives_in_two_households_and_a_household_has_one_head() {
    Scope.runAs(
        "510104",
        () -> {
          long mother = person("李桂芳");
          long son = person("王建平");
          long home = households.open("510104017001", null, START, mother);
          assertThatThrownBy(() -> households.open("510104017001", null, WEDDING, mother))
              .isInstanceOf(RuleViolation.class)
              .hasMessageContaining("已是一个家庭的成员");
          assertThatThrownBy(() -> households.add(home, son, Relation.HEAD, WEDDING))
              .hasMessageContaining("一位户主");
          assertThatThrownBy(() -> households.add(home, son, Relation.CHILD, START.minusDays(1)))
              .hasMessageContaining("家庭成立日期");
        });
  }

  @Test
  void a_member_from_another_district_is_open_to_the_households_office_only_after_take_up() {
    String number = FreshIds.any();
    long spouse =
        Scope.callAs(
            "510105", () -> persons.register(PersonEntry.holder(number, "赵敏", "510105002002")));
    Scope.runAs(
        "510104",
        () -> {
          long home = households.open("510104017001", null, START, person("张无忌"));
          assertThatThrownBy(() -> households.add(home, spouse, Relation.SPOUSE, START))
              .hasMessageContaining("没有找到");
          persons.takeUp(DocType.ID, number, "与申请人共同生活");
          households.add(home, spouse, Relation.SPOUSE, START);
          Scope.runAs("510104017", () -> assertThat(persons.get(spouse).name()).isEqualTo("赵敏"));
        });
    // the office of residence learns that the person belongs to a household, not to which
    Scope.runAs(
        "510105",
        () -> {
          Member member = households.ofPerson(spouse).getFirst();
          assertThat(member.region()).startsWith("510104");
          assertThat(households.find(member.householdId())).isEmpty();
        });
  }

  @Test
  void a_death_is_previewed_by_the_very_work_that_records_it() {
    Scope.runAs(
        "510104",
        () -> {
          long mother = person("李桂芳");
          long home = households.open("510104017001", null, START, mother);
          var preview = events.previewDeath(mother, WEDDING, "死亡证明 1");
          assertThat(persons.get(mother).deathDate()).isNull();
          assertThat(households.members(home, WEDDING.plusDays(1))).hasSize(1);
          var done = events.recordDeath(mother, WEDDING, "死亡证明 1");
          assertThat(done.list()).isEqualTo(preview.list()).isNotEmpty();
          assertThat(persons.get(mother).deathDate()).isEqualTo(WEDDING);
          assertThat(households.members(home, WEDDING)).hasSize(1);
          assertThat(households.members(home, WEDDING.plusDays(1))).isEmpty();
          assertThatThrownBy(() -> events.recordDeath(mother, WEDDING, "死亡证明 1"))
              .hasMessageContaining("请勿重复登记");
        });
  }

  @Test
  void a_status_is_recognised_once_and_ends_on_a_day() {
    Scope.runAs(
        "510104",
        () -> {
          long mother = person("李桂芳");
          designations.grant(mother, "510104", "DIBAO", "低保对象", START, null, "DB-1");
          assertThatThrownBy(
                  () ->
                      designations.grant(mother, "510104", "DIBAO", "低保对象", WEDDING, null, "DB-2"))
              .hasMessageContaining("不能重复认定");
          assertThat(designations.end(mother, "DIBAO", WEDDING, "DB-3")).isTrue();
          assertThat(designations.end(mother, "DIBAO", WEDDING, "DB-3")).isFalse();
          assertThat(designations.has(mother, "DIBAO", WEDDING)).isTrue();
          assertThat(designations.has(mother, "DIBAO", WEDDING.plusDays(1))).isFalse();
        });
  }
}
