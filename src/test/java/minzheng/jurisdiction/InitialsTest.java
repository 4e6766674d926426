package minzheng.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialsTest {
  @ParameterizedTest
  @CsvSource({
    "锦江区,jjq,0",
    "锦江区,jj,0",
    "锦江区,jq,1",
    "锦江区,qj,-1",
    "番禺区,py,0",
    "都江堰市,djy,0",
    "长寿路街道,csl,0",
    "邛崃市,ql,0",
    "郫都区,pd,0",
    "锦官驿街道,gyjd,1",
    "𠅤村,c,1",
    "A区,aq,0",
    "锦江区,jjqx,-1",
  })
  void letters_of_all_readings_are_found(String name, String letters, int rank) {
    assertThat(Initials.of(name).rank(letters)).isEqualTo(rank);
  }
}
