package minzheng.config;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import minzheng.security.Account;
import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The accounts of an administrator's area, page by page. */
@Service
class AccountList {
  private static final String SELECT =
      """
      SELECT a.*, coalesce(a.last_sign_in, 'epoch'::timestamptz) AS seen,
             (SELECT coalesce(string_agg(role, ','), '') FROM account_role r
              WHERE r.account_id = a.id) AS role_names
      FROM account a
      WHERE starts_with(region, :area) AND starts_with(region, :region)
        AND (:q = '' OR strpos(username || ' ' || name || ' ' || office_name, :q) > 0)
        AND (:role = '' OR EXISTS (SELECT FROM account_role r
                                   WHERE r.account_id = a.id AND r.role = :role))
        AND CASE :state WHEN 'DISABLED' THEN NOT enabled
                        WHEN 'LOCKED' THEN enabled AND locked_until > :now
                        WHEN 'ENABLED' THEN enabled AND coalesce(locked_until <= :now, true)
                        ELSE true END
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  AccountList(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What the list is narrowed by; every part may be empty.
   *
   * @param q part of name, username or office
   * @param state ENABLED, LOCKED or DISABLED
   */
  record Filter(String q, String role, String state, String region) {
    Filter {
      q = q == null ? "" : q.strip();
      role = role == null ? "" : role;
      state = state == null ? "" : state;
      region = region == null ? "" : region;
    }
  }

  @Transactional(readOnly = true)
  Slice<Account> page(Filter filter, Paging paging, CurrentUser administrator) {
    var list = keyset(filter, administrator);
    return list.fetch(paging, (rs, i) -> Account.of(rs)).withTotal(list.count());
  }

  /** Hands over all that match, by username. */
  @Transactional(readOnly = true)
  void export(Filter filter, CurrentUser administrator, Consumer<? super Account> rows) {
    jdbc
        .sql(SELECT + " ORDER BY username")
        .params(params(filter, administrator))
        .query((rs, i) -> Account.of(rs))
        .stream()
        .forEach(rows);
  }

  private Keyset keyset(Filter filter, CurrentUser administrator) {
    return Keyset.of(jdbc, SELECT)
        .params(params(filter, administrator))
        .order("username", Column.text("username"))
        .order("name", Column.text("name"), Column.number("id"))
        .order("region", Column.text("region"), Column.number("id"))
        .order("seen", Column.time("seen"), Column.number("id"));
  }

  private Map<String, Object> params(Filter filter, CurrentUser administrator) {
    return Map.of(
        "area", administrator.region(),
        "region", filter.region(),
        "q", filter.q(),
        "role", filter.role(),
        "state", filter.state(),
        "now", Timestamp.from(clock.instant()));
  }
}
