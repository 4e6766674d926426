package minzheng.imports;

import java.time.LocalDate;
import java.util.function.Consumer;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import minzheng.web.Typed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 批量导入: the tables of an office as its list shows them. */
@Component
class ImportList {
  private static final String SQL =
      """
      SELECT i.* FROM sheet_import i
      WHERE (:state = '' OR i.state = :state) AND (:kind = '' OR i.kind = :kind)
        AND (:who = '' OR :who = 'mine' AND i.made_by = :me
             OR :who = 'check' AND i.state = 'SUBMITTED' AND i.made_by <> :me)
        AND (:q = '' OR strpos(lower(i.name), lower(:q)) > 0)
        AND (:from::date IS NULL OR i.made_at >= (:from::date)::timestamp AT TIME ZONE :zone)
        AND (:to::date IS NULL OR i.made_at < (:to::date + 1)::timestamp AT TIME ZONE :zone)
      """;

  private final JdbcClient jdbc;
  private final String zone;

  ImportList(JdbcClient jdbc, java.time.Clock clock) {
    this.jdbc = jdbc;
    this.zone = clock.getZone().getId();
  }

  /**
   * Conditions; empty text for none.
   *
   * @param who mine, check (waits for the reader's yes), or empty
   * @param q part of the file's name
   */
  record Filter(String state, String kind, String who, String q, String from, String to) {
    Filter {
      state = text(state);
      kind = text(kind);
      who = text(who);
      q = text(q).strip();
      from = text(from);
      to = text(to);
    }

    private static String text(String typed) {
      return typed == null ? "" : typed;
    }

    /** A day as typed; what is none limits nothing. */
    static LocalDate day(String typed) {
      try {
        return Typed.dateOrNull(typed);
      } catch (RuleViolation none) {
        return null;
      }
    }
  }

  @Transactional(readOnly = true)
  Slice<SheetImport> page(Filter filter, CurrentUser user, Paging paging) {
    var query = query(filter, user);
    return query.fetch(paging.orElse("-made"), SheetImport::of).withTotal(query.count());
  }

  @Transactional(readOnly = true)
  void export(Filter filter, CurrentUser user, Consumer<SheetImport> sheet) {
    try (var rows =
        jdbc
            .sql(SQL + " ORDER BY i.id DESC")
            .params(params(filter, user))
            .withFetchSize(500)
            .query(SheetImport::of)
            .stream()) {
      rows.forEach(sheet);
    }
  }

  private Keyset query(Filter filter, CurrentUser user) {
    return Keyset.of(jdbc, SQL)
        .params(params(filter, user))
        .order("made", Column.number("id"))
        .order("name", Column.text("name"), Column.number("id"))
        .order("rows", Column.number("rows"), Column.number("id"));
  }

  private java.util.Map<String, Object> params(Filter filter, CurrentUser user) {
    var params = new java.util.HashMap<String, Object>();
    params.put("state", filter.state());
    params.put("kind", filter.kind());
    params.put("who", filter.who());
    params.put("me", user.accountId());
    params.put("q", filter.q());
    params.put("from", Filter.day(filter.from()));
    params.put("to", Filter.day(filter.to()));
    params.put("zone", zone);
    return params;
  }
}
