package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import minzheng.MinzhengTest;
import minzheng.people.PersonSearch.Shape;
import minzheng.security.BulkDatabase;
import minzheng.security.Scope;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The search box among 50,000 people: what is found, and that an index finds it. */
@MinzhengTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonSearchTest {
  private static final String HERE = "510131"; // 蒲江县
  private static final String THERE = "510129"; // 大邑县

  @Autowired PersonSearch search;
  @Autowired JdbcClient jdbc;
  @Autowired TransactionTemplate transaction;
  @Autowired BulkDatabase bulk;

  @BeforeAll
  void fifty_thousand_people() throws Exception {
    try (var connection = bulk.connection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO person (region, doc_type, doc_number, name, initials, sex, birth_date, phone,
            created_at, created_by, changed_at, changed_by)
          SELECT CASE WHEN i / 616 % 2 = 0 THEN '510131001001' ELSE '510129001001' END, 'PASSPORT', 'S' || lpad(i::text, 8, '0'),
            (ARRAY['赵','钱','孙','李','周','吴','郑','王'])[1 + i % 8] || (ARRAY['桂','秀','建','国','春','明','小'])[1 + i % 7]
              || (ARRAY['芳','英','平','强','华','兰','军','红','梅','生','林'])[1 + i % 11],
            ARRAY[(ARRAY['z','q','s','l','z','w','z','w'])[1 + i % 8] || (ARRAY['g','x','j','g','c','m','x'])[1 + i % 7]
              || (ARRAY['f','y','p','q','h','l','j','h','m','s','l'])[1 + i % 11]],
            'F', DATE '1950-01-01' + i % 20000, '139' || lpad(i::text, 8, '0'), now(), 't', now(), 't'
          FROM generate_series(1, 50000) i
          """);
      statement.execute("ANALYZE person, person_scope, name_part");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "李桂芳,NAME,李桂芳",
    "桂芳,NAME,桂芳",
    "lgf,INITIALS,lgf",
    "ＬＧＦ,INITIALS,lgf",
    "李,NAME,李",
    "0042,PHONE_TAIL,",
    "13900000042,PHONE,",
    "S00000042,DOCUMENT,",
    "s000000,DOCUMENT,",
    "990104,DOCUMENT_PREFIX,",
    "99010419660714001x,DOCUMENT,",
    "'',NOTHING,"
  })
  void the_shape_of_the_text_chooses_the_query(String typed, Shape shape, String unused) {
    assertThat(Shape.of(PersonSearch.normalize(typed))).isEqualTo(shape);
  }

  @ParameterizedTest
  @CsvSource({"李桂芳", "桂芳", "lgf", "0042", "13900000042", "S00000042"})
  void each_kind_of_query_finds_people_of_the_own_area_only(String typed) {
    var found = Scope.callAs(HERE, () -> search.search(typed, null, 50));
    assertThat(found.persons()).isNotEmpty().allMatch(p -> p.region().startsWith(HERE));
    assertThat(Scope.callAs("510104", () -> search.search("S00000042", null, 50)).persons())
        .isEmpty();
  }

  @Test
  void pages_follow_each_other_without_gap_or_repetition() {
    var seen = new ArrayList<Long>();
    String after = null;
    do {
      String place = after;
      var found = Scope.callAs(HERE, () -> search.search("桂芳", place, 7));
      found.persons().forEach(p -> seen.add(p.id()));
      after = found.next();
    } while (after != null);
    long all =
        Scope.callAs(
            HERE,
            () ->
                transaction.execute(
                    status ->
                        jdbc.sql(
                                "SELECT count(*) FROM person WHERE name LIKE '%桂芳%' AND region LIKE"
                                    + " '510131%'")
                            .query(Long.class)
                            .single()));
    assertThat(seen).hasSize((int) all);
    assertThat(new HashSet<>(seen)).hasSize(seen.size());
  }

  @Test
  void every_query_uses_an_index_under_row_level_security() {
    assertThat(plan(HERE, PersonSearch.BY_NAME, "桂芳"))
        .contains("name_part_pkey", "Index Cond: ((suffix < ", "ROW(suffix, person_id) > ");
    assertThat(plan("510131001", PersonSearch.BY_NAME_IN_DISTRICT, "lgf"))
        .contains(
            "Index Only Scan using name_part_in_district", "Index Cond: ((district = '510131'");
    assertThat(plan("510131001", PersonSearch.BY_NAME, "lgf")).contains("name_part_pkey");
    assertThat(plan(HERE, PersonSearch.BY_DOCUMENT, "S00000042"))
        .contains("person_scope_document", "Index Cond: ((doc_number < ", "ROW(doc_number, ");
    assertThat(plan(HERE, PersonSearch.BY_PHONE_TAIL, "0042"))
        .contains("person_scope_phone", "Index Cond: (", "(phone_tail = '0042'");
    for (String sql :
        List.of(PersonSearch.BY_NAME, PersonSearch.BY_DOCUMENT, PersonSearch.BY_PHONE_TAIL))
      assertThat(plan(HERE, sql, "0042")).doesNotContain("Seq Scan");
  }

  @Test
  void reading_one_person_asks_the_list_of_areas_by_its_key() {
    String plan =
        explain(
            HERE,
            "EXPLAIN "
                + PersonRow.SELECT
                + "WHERE p.id = (SELECT max(person_id) FROM person_scope)",
            "",
            "");
    assertThat(plan).contains("person_pkey").contains("Index Only Scan using person_scope_pkey");
  }

  private String plan(String scope, String sql, String text) {
    return explain(scope, "EXPLAIN " + sql, text, text + PersonSearch.LAST);
  }

  private String explain(String scope, String sql, String from, String until) {
    return Scope.callAs(
        scope,
        () ->
            transaction.execute(
                status ->
                    String.join(
                        "\n",
                        jdbc.sql(sql)
                            .param("from", from)
                            .param("until", until)
                            .param("afterKey", from)
                            .param("afterId", 0L)
                            .param("limit", 21)
                            .param("district", Scope.district())
                            .query(String.class)
                            .list())));
  }
}
