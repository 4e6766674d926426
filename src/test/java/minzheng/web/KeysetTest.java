package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import minzheng.MinzhengTest;
import minzheng.web.Keyset.Column;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Paging by key: nothing twice, nothing lost, forwards and backwards. */
@MinzhengTest
class KeysetTest {
  @Autowired JdbcClient jdbc;

  record Row(long id, LocalDate due, String name) {}

  /** 100 rows, seven days, so that many share a day. */
  private Keyset list() {
    return Keyset.of(
            jdbc,
            """
            SELECT n AS id, date '2026-11-01' + (n % 7) AS due, 'n' || lpad((n * 37 % 101)::text, 3, '0') AS name
            FROM generate_series(1, :most) n
            """)
        .param("most", 100)
        .order("due", Column.day("due"), Column.number("id"))
        .order("name", Column.text("name"), Column.number("id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "due", "-due", "name", "-name", "nonsense"})
  void all_rows_come_once_in_both_directions(String sort) {
    var forwards = new ArrayList<Long>();
    var slice = list().fetch(new Paging(null, null, 7, sort), Row.class);
    assertThat(slice.before()).isNull();
    var pages = new ArrayList<List<Row>>();
    while (true) {
      pages.add(slice.items());
      slice.items().forEach(r -> forwards.add(r.id()));
      if (slice.after() == null) break;
      slice = list().fetch(new Paging(slice.after(), null, 7, sort), Row.class);
    }
    assertThat(forwards).hasSize(100).doesNotHaveDuplicates();
    for (int i = pages.size() - 2; i >= 0; i--) {
      slice = list().fetch(new Paging(null, slice.before(), 7, sort), Row.class);
      assertThat(slice.items()).isEqualTo(pages.get(i));
      assertThat(slice.after()).isNotNull();
    }
    assertThat(slice.before()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-due", "name", "-name"})
  void an_export_has_every_row_in_the_order_of_the_pages(String sort) {
    var shown = list().fetch(new Paging(null, null, 100, sort), Row.class);
    var exported = new ArrayList<Row>();
    var paging = new Paging(shown.after(), "x", 7, sort);
    list().each(paging, new SimplePropertyRowMapper<>(Row.class), exported::add);
    assertThat(exported).as("whichever page was shown").hasSize(100).isEqualTo(shown.items());
  }

  @Test
  void the_order_in_force_is_told() {
    var slice = list().fetch(new Paging(null, null, 5, "-name"), Row.class);
    assertThat(slice.order("name")).isEqualTo("desc");
    assertThat(slice.order("due")).isEmpty();
    assertThat(slice.nextSort("name")).isEqualTo("name");
    assertThat(list().fetch(Paging.first(5), Row.class).nextSort("due")).isEqualTo("-due");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "%%%", "MjAyNi0xMS0wMQ", "J29yIDE9MS0tHzE"})
  void a_place_changed_by_hand_begins_at_the_first_page(String place) {
    var slice = list().fetch(new Paging(place, null, 7, null), Row.class);
    assertThat(slice.items().getFirst().id()).isEqualTo(7);
  }

  @Test
  void counting_stops_a_little_above_a_thousand() {
    assertThat(list().fetchCounted(Paging.first(5), Row.class).totalText()).isEqualTo("100");
    var many = list().param("most", 5000).fetchCounted(Paging.first(5), Row.class);
    assertThat(many.totalText()).isEqualTo("超过 1,000");
  }

  @Test
  void no_page_is_larger_than_allowed() {
    assertThat(list().fetch(new Paging(null, null, 100_000, null), Row.class).size())
        .isEqualTo(Paging.LARGEST);
    assertThat(list().fetch(new Paging(null, null, -1, null), Row.class).size()).isEqualTo(20);
  }
}
