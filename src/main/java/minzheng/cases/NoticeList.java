package minzheng.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import minzheng.jurisdiction.Regions;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Option;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lists of notices: the office's own, and the public's. */
@Service
class NoticeList {
  private final JdbcClient jdbc;
  private final Regions regions;
  private final Clock clock;

  NoticeList(JdbcClient jdbc, Regions regions, Clock clock) {
    this.jdbc = jdbc;
    this.regions = regions;
    this.clock = clock;
  }

  /** A notice with the number of its case. */
  public record Row(Notice notice, String number) {}

  @Transactional(readOnly = true)
  Slice<Row> page(String state, String area, Paging paging) {
    var found = found(state, area);
    return found.fetch(paging.orElse("-from"), NoticeList::row).withTotal(found.count());
  }

  @Transactional(readOnly = true)
  void export(String state, String area, Paging paging, Consumer<Row> sheet) {
    found(state, area).each(paging.orElse("-from"), NoticeList::row, sheet);
  }

  private Keyset found(String state, String area) {
    return Keyset.of(
            jdbc,
            """
            SELECT n.*, f.number FROM notice n JOIN case_file f ON f.id = n.case_id
            WHERE (:state = '' OR n.state = :state)
              AND (:area = '' OR n.region >= :area AND n.region < :area || '~')
            """)
        .param("state", state)
        .param("area", area)
        .order("from", Column.day("from_on"), Column.number("id"))
        .order("ends", Column.day("ends_on"), Column.number("id"));
  }

  private static Row row(ResultSet rs, int i) throws SQLException {
    return new Row(NoticeStore.notice(rs, i), rs.getString("number"));
  }

  /** What hangs today, the newest first; without signing in and without any scope. */
  @Transactional(readOnly = true)
  Slice<Notice.Shown> shown(String area, Paging paging) {
    return Keyset.of(
            jdbc,
            "SELECT * FROM notice_public WHERE until_on >= :today AND (:area = '' OR area = :area)")
        .param("today", LocalDate.now(clock))
        .param("area", area)
        .order("from", Column.day("from_on"), Column.text("key"))
        .fetch(
            new Paging(paging.after(), paging.before(), paging.size(), "-from"),
            NoticeStore::shown);
  }

  /** The districts that have a notice today. */
  @Transactional(readOnly = true)
  List<Option> districts() {
    return jdbc
        .sql("SELECT DISTINCT area FROM notice_public WHERE until_on >= ? ORDER BY area")
        .param(LocalDate.now(clock))
        .query(String.class)
        .list()
        .stream()
        .map(code -> new Option(code, regions.name(code)))
        .toList();
  }
}
