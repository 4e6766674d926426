package minzheng.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One way to write a name, whatever was typed. */
class PersonNameTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "李 明|李明",
        "' 李\u3000 明 '|李明",
        "欧 阳 小 兰|欧阳小兰",
        "𠮷 野 㐂|𠮷野㐂",
        "买买提 · 吐尔逊|买买提·吐尔逊",
        "John  Smith|John Smith",
        "ＬＩ Ming|LI Ming",
        "''|''"
      })
  void spaces_stay_only_between_words(String typed, String stored) {
    assertThat(PersonName.normalize(typed)).isEqualTo(stored);
  }
}
