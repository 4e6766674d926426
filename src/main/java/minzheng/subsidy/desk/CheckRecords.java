package minzheng.subsidy.desk;

import java.time.LocalDate;
import java.util.List;
import minzheng.web.Labelled;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the checks and visits of a case brought. */
@Service
class CheckRecords {
  private final JdbcClient jdbc;

  CheckRecords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Where a check looks (社会救助法 第四十一条). */
  enum Source implements Labelled {
    HUKOU("公安户籍"),
    TAX("税务"),
    SOCIAL_INSURANCE("社会保险"),
    REAL_ESTATE("不动产登记"),
    MARKET("市场主体登记"),
    HOUSING_FUND("住房公积金"),
    VEHICLE("车辆船舶"),
    BANK("银行存款"),
    INSURANCE("商业保险"),
    SECURITIES("证券"),
    PAYMENT("非银行支付机构"),
    DISABILITY("残联"),
    SCHOOL("学籍"),
    OTHER("其他");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** How a source compares with what was declared. */
  enum Result implements Labelled {
    MATCH("与申报一致"),
    DIFFERENT("与申报不一致"),
    NOTHING("无记录");

    private final String label;

    Result(String label) {
      this.label = label;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /** One source's answer. */
  record EconomicCheck(
      long id,
      Source source,
      LocalDate asOf,
      Result result,
      String finding,
      String opinion,
      String recordedBy) {
    /** A difference nobody has dealt with holds the case up. */
    public boolean open() {
      return result == Result.DIFFERENT && (opinion == null || opinion.isBlank());
    }
  }

  /** One visit. */
  record HomeVisit(
      long id,
      LocalDate visitedOn,
      String visitor,
      String companion,
      String met,
      String findings,
      boolean signed) {}

  @Transactional(readOnly = true)
  public List<EconomicCheck> checks(long caseId) {
    return jdbc.sql(
            """
            SELECT c.id, source, as_of, result, finding, opinion, a.name AS recorded_by
            FROM economic_check c JOIN account a ON a.id = c.recorded_by
            WHERE case_id = ? ORDER BY c.id
            """)
        .param(caseId)
        .query(EconomicCheck.class)
        .list();
  }

  @Transactional(readOnly = true)
  public List<HomeVisit> visits(long caseId) {
    return jdbc.sql(
            """
            SELECT v.id, visited_on, a.name AS visitor, b.name AS companion, met, findings, signed
            FROM home_visit v JOIN account a ON a.id = v.visitor JOIN account b ON b.id = v.companion
            WHERE case_id = ? ORDER BY v.visited_on, v.id
            """)
        .param(caseId)
        .query(HomeVisit.class)
        .list();
  }
}
