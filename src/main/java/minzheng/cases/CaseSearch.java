package minzheng.cases;

import java.util.List;
import java.util.Locale;
import minzheng.kernel.CaseNumber;
import minzheng.security.CurrentUser;
import minzheng.security.Role;
import minzheng.web.SearchSource;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds a case by its number or the beginning of it. Names lead to the person, who has the cases.
 */
@Component
@Order(20)
class CaseSearch implements SearchSource {
  private final JdbcClient jdbc;
  private final CaseList list;

  CaseSearch(JdbcClient jdbc, CaseList list) {
    this.jdbc = jdbc;
    this.list = list;
  }

  @Override
  public String title() {
    return "案件";
  }

  @Override
  @Transactional(readOnly = true)
  public List<Hit> find(String text, CurrentUser user, int limit) {
    String number = text.toUpperCase(Locale.ROOT);
    boolean reader =
        user.has(Role.CASEWORKER)
            || user.has(Role.REVIEWER)
            || user.has(Role.APPROVER)
            || user.has(Role.SUPERVISOR);
    if (!reader || !number.matches("[A-Z]{1,4}[0-9]{2,}[0-9-]*")) return List.of();
    return jdbc
        .sql("SELECT * FROM case_file WHERE number ^@ ? ORDER BY number LIMIT ?")
        .params(number, limit)
        .query(CaseStore::view)
        .list()
        .stream()
        .map(file -> list.row(file, user))
        .map(
            row ->
                new Hit(
                    row.name() + " · " + row.typeTitle(),
                    row.url(),
                    row.file().number(),
                    row.state().label(),
                    row.state().tone(),
                    CaseNumber.looksLike(number) && row.file().number().equals(number)))
        .toList();
  }
}
