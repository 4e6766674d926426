package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialsTest {
  @ParameterizedTest
  @CsvSource({
    "李桂芳,lgf",
    "单雄信,sxx",
    "仇英,qy",
    "曾国藩,zgf",
    "解缙,xj",
    "区寄,oj",
    "查良镛,zly",
    "尉迟恭,ycg",
    "长孙无忌,zswj",
    "翟天临,ztl",
    "翟让,dr",
    "欧阳修,oyx",
    "Anna,anna"
  })
  void surnames_are_read_as_surnames(String name, String initials) {
    assertThat(Initials.of(name)).contains(initials);
  }

  @Test
  void a_surname_has_no_other_reading() {
    assertThat(Initials.of("单田芳")).allMatch(i -> i.startsWith("s"));
    assertThat(Initials.of("曾志伟")).allMatch(i -> i.startsWith("z"));
  }

  @Test
  void a_character_with_two_readings_answers_to_both() {
    assertThat(Initials.of("王乐")).contains("wl", "wy");
    assertThat(Initials.of("王乐乐乐乐乐")).hasSize(Initials.MOST);
  }

  @Test
  void characters_beyond_the_basic_plane_are_left_out() {
    assertThat(Initials.of("王𬭚")).containsExactly("w");
    assertThat(Initials.of("𬭚")).isEmpty();
    assertThat(Initials.of("买买提·阿依古丽")).contains("mmtaygl");
  }
}
