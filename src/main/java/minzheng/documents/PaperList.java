package minzheng.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.SimplePropertyRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 文书台账: the papers an area has issued, the latest first. */
@Service
class PaperList {
  private static final String SELECT =
      """
      SELECT p.id, p.title, p.number, p.office, p.paper_day AS day, p.issuer,
             d.delivered_on AS delivered,
             CASE WHEN w.paper_id IS NOT NULL THEN 'WITHDRAWN'
                  WHEN p.kind IN (:kept) THEN 'KEPT'
                  WHEN d.paper_id IS NOT NULL THEN 'DELIVERED' ELSE 'OPEN' END AS state
      FROM paper_issue p
      LEFT JOIN paper_withdrawal w ON w.paper_id = p.id
      LEFT JOIN paper_delivery d ON d.paper_id = p.id
      WHERE p.kind IN (:kinds) AND (:number = '' OR strpos(p.number, :number) > 0)
        AND (:kind = '' OR p.title = :kind)
        AND CASE :state WHEN 'OPEN' THEN w.paper_id IS NULL AND d.paper_id IS NULL AND p.kind NOT IN (:kept)
                        WHEN 'DELIVERED' THEN w.paper_id IS NULL AND d.paper_id IS NOT NULL
                        WHEN 'KEPT' THEN w.paper_id IS NULL AND p.kind IN (:kept)
                        WHEN 'WITHDRAWN' THEN w.paper_id IS NOT NULL ELSE true END
      """;

  private final JdbcClient jdbc;

  PaperList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What the list is narrowed by; every part may be empty. */
  record Filter(String number, String kind, String state) {
    Filter {
      number = number == null ? "" : number.strip();
      kind = kind == null ? "" : kind;
      state = state == null ? "" : state;
    }
  }

  /** One issued copy. */
  public record Row(
      long id,
      String title,
      String number,
      String office,
      LocalDate day,
      String issuer,
      LocalDate delivered,
      PaperState state) {}

  /**
   * @param kinds those the reader may open
   */
  @Transactional(readOnly = true)
  Slice<Row> page(Filter filter, List<Paper> kinds, Paging paging) {
    return found(filter, kinds).fetchCounted(paging.orElse("-issued"), Row.class);
  }

  @Transactional(readOnly = true)
  void export(Filter filter, List<Paper> kinds, Paging paging, Consumer<Row> sheet) {
    found(filter, kinds)
        .each(paging.orElse("-issued"), new SimplePropertyRowMapper<>(Row.class), sheet);
  }

  private Keyset found(Filter filter, List<Paper> kinds) {
    return Keyset.of(jdbc, SELECT)
        .param("number", filter.number())
        .param("kind", filter.kind())
        .param("state", filter.state())
        .param("kinds", codes(kinds.stream()))
        .param("kept", codes(kinds.stream().filter(kind -> !kind.served())))
        .order("issued", Column.number("id"))
        .order("day", Column.day("day"), Column.number("id"));
  }

  /** Never empty, as SQL has no empty list. */
  private static List<String> codes(Stream<Paper> kinds) {
    return Stream.concat(Stream.of(""), kinds.map(Paper::kind)).toList();
  }
}
