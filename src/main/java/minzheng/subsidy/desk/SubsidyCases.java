package minzheng.subsidy.desk;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import minzheng.cases.CaseView;
import minzheng.kernel.NotFound;
import minzheng.kernel.OncePerPage;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The desk's own part of its cases. */
@Service
public class SubsidyCases {
  private final JdbcClient jdbc;

  SubsidyCases(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void record(
      CaseView opened,
      ProgrammeKind kind,
      long household,
      Long person,
      IntakeForm form,
      Collection<Long> signed) {
    jdbc.sql(
            """
            INSERT INTO subsidy_case (case_id, region, programme, household_id, person_id, channel,
                                      kinship, signed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            opened.id(),
            opened.region(),
            kind.name(),
            household,
            person,
            form.getChannel(),
            form.isKinship(),
            signed.toArray(Long[]::new))
        .update();
  }

  /** A case that changes what is paid by an approved one: the same family and programme. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void changes(CaseView opened, SubsidyCase approved) {
    jdbc.sql(
            """
            INSERT INTO subsidy_case (case_id, region, programme, household_id, person_id, channel,
                                      kinship, signed, entitlement_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            opened.id(),
            opened.region(),
            approved.programme().name(),
            approved.householdId(),
            approved.personId(),
            approved.channel(),
            approved.kinship(),
            approved.signed().toArray(Long[]::new),
            approved.entitlementId())
        .update();
  }

  /** The approved case by which an entitlement is paid: the first that has it. */
  @Transactional(readOnly = true)
  public Optional<Long> paidBy(long entitlement) {
    return jdbc.sql("SELECT min(case_id) FROM subsidy_case WHERE entitlement_id = ?")
        .param(entitlement)
        .query((row, i) -> row.getObject(1, Long.class))
        .optional();
  }

  /**
   * @throws NotFound outside the scope, or for a case of another desk
   */
  @Transactional(readOnly = true)
  public SubsidyCase get(long caseId) {
    return OncePerPage.ask(
            () ->
                jdbc.sql("SELECT * FROM subsidy_case WHERE case_id = ?")
                    .param(caseId)
                    .query(SubsidyCases::map)
                    .optional(),
            "subsidy case",
            caseId)
        .orElseThrow(() -> new NotFound("案件"));
  }

  /** Somebody signed the authorisation after the intake. */
  @Transactional
  public void sign(long caseId, Collection<Long> persons) {
    get(caseId);
    jdbc.sql(
            """
            UPDATE subsidy_case SET signed = ARRAY(SELECT DISTINCT unnest(signed || ?))
            WHERE case_id = ?
            """)
        .params(persons.toArray(Long[]::new), caseId)
        .update();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void pays(long caseId, long entitlement) {
    jdbc.sql("UPDATE subsidy_case SET entitlement_id = ? WHERE case_id = ?")
        .params(entitlement, caseId)
        .update();
  }

  private static SubsidyCase map(ResultSet row, int number) throws SQLException {
    Array signed = row.getArray("signed");
    return new SubsidyCase(
        row.getLong("case_id"),
        row.getString("region"),
        ProgrammeKind.valueOf(row.getString("programme")),
        row.getLong("household_id"),
        row.getObject("person_id", Long.class),
        row.getString("channel"),
        row.getBoolean("kinship"),
        Set.copyOf(Arrays.asList((Long[]) signed.getArray())),
        row.getObject("entitlement_id", Long.class));
  }
}
