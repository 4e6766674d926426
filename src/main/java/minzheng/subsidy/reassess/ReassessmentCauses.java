package minzheng.subsidy.reassess;

import java.util.Optional;
import minzheng.payments.CauseLink;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** From what is paid to the months of the list that raised it. */
@Component
class ReassessmentCauses implements CauseLink {
  private static final String PREFIX = "reassess:";

  private final JdbcClient jdbc;

  ReassessmentCauses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> url(String cause, CurrentUser reader) {
    if (!reader.worksOnCases() || !cause.matches(PREFIX + "\\d+")) return Optional.empty();
    return jdbc.sql(
            """
            SELECT '/subsidy/reassessments/' || reassessment_id || '/months/' || id
            FROM reassessment_item WHERE id = ?
            """)
        .param(Long.valueOf(cause.substring(PREFIX.length())))
        .query(String.class)
        .optional();
  }
}
