package minzheng.subsidy.oldage;

import java.util.Optional;
import minzheng.payments.CauseLink;
import minzheng.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** From what is paid to the person's row in the round that decided it. */
@Component
class RoundCauses implements CauseLink {
  private static final String PREFIX = "oldage:";

  private final JdbcClient jdbc;

  RoundCauses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<String> url(String cause, CurrentUser reader) {
    if (!reader.worksOnCases() || !cause.matches(PREFIX + "\\d+")) return Optional.empty();
    return jdbc.sql(
            """
            SELECT '/subsidy/old-age/rounds/' || r.id || '/persons/' || i.id
            FROM old_age_item i JOIN old_age_round r ON r.id = i.round_id WHERE i.id = ?
            """)
        .param(Long.valueOf(cause.substring(PREFIX.length())))
        .query(String.class)
        .optional();
  }
}
