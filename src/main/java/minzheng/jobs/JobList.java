package minzheng.jobs;

import minzheng.security.CurrentUser;
import minzheng.web.Keyset;
import minzheng.web.Keyset.Column;
import minzheng.web.Paging;
import minzheng.web.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Background work as its list shows it: the own, and for who leads the office, everybody's. */
@Component
class JobList {
  private final JdbcClient jdbc;

  JobList(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Conditions; empty text for none. */
  record Filter(String state, String who) {}

  @Transactional(readOnly = true)
  Slice<Job> page(Filter filter, CurrentUser user, Paging paging) {
    boolean all = Jobs.seesAll(user) && filter.who().equals("all");
    var query =
        Keyset.of(
                jdbc,
                "SELECT "
                    + Job.COLUMNS
                    + """
                     FROM job WHERE (:all OR started_by = :me) AND (:state = '' OR state = :state)
                    """)
            .param("all", all)
            .param("me", user.accountId())
            .param("state", filter.state())
            .order("created", Column.number("id"));
    return query.fetch(paging.orElse("-created"), Job::of).withTotal(query.count());
  }
}
