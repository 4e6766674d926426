package minzheng.demo.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PopulationSizeTest {
  @Test
  void a_letter_or_five_numbers_say_how_large_a_city_is() {
    assertThat(PopulationSize.of("L").open()).isEqualTo(7_400);
    assertThat(PopulationSize.of("9000,60,7000,20,550"))
        .isEqualTo(new PopulationSize(9_000, 60, 7_000, 20, 550));
    assertThatThrownBy(() -> PopulationSize.of("9000,60")).hasMessageContaining("S, M, L or five");
  }
}
