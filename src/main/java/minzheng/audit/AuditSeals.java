package minzheng.audit;

import java.sql.Timestamp;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The chain over the trail: blocks of rows, each with a digest over the block before it. The work
 * is done by functions of the database that see every district and give out nothing but counts.
 */
@Service
class AuditSeals {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSeals.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  AuditSeals(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * What was found.
   *
   * @param broken number of the first block whose rows are not what was sealed; null: none
   */
  record Check(long blocks, long sealed, long unsealed, Long broken) {}

  /** One tick: seals what can no longer change, else takes the next step towards it. */
  @Transactional
  void seal() {
    jdbc.sql("SELECT seal_audit(?)")
        .param(Timestamp.from(clock.instant()))
        .query(Integer.class)
        .single();
  }

  /** Recomputes the whole chain; a difference is an error in the log, for the operators' alarm. */
  @Transactional(readOnly = true)
  Check verify() {
    var check =
        jdbc.sql("SELECT blocks, sealed, unsealed, broken FROM verify_audit()")
            .query(Check.class)
            .single();
    if (check.broken() != null)
      LOG.error("The audit trail is not what was sealed, first in block {}", check.broken());
    else LOG.info("The audit trail is as sealed: {} blocks", check.blocks());
    return check;
  }
}
