package minzheng.subsidy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import minzheng.subsidy.rules.Facts;
import minzheng.subsidy.rules.Result;
import minzheng.subsidy.rules.RulesJson;
import minzheng.subsidy.rules.StandardValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sheets of many at once, for determining again from what they froze. */
@Service
public class KeptSheets {
  private final JdbcClient jdbc;
  private final Programmes programmes;

  KeptSheets(JdbcClient jdbc, Programmes programmes) {
    this.jdbc = jdbc;
    this.programmes = programmes;
  }

  /** What a sheet froze, without what it found. */
  public static final class Kept {
    private final String subject;
    private final Long householdId;
    private final Long personId;
    private final Frozen frozen;
    private List<ProgrammeVersion> used = List.of();

    private Kept(String subject, Long householdId, Long personId, Frozen frozen) {
      this.subject = subject;
      this.householdId = householdId;
      this.personId = personId;
      this.frozen = frozen;
    }

    /** {@link Result#HOUSEHOLD}, or the member's ref. */
    public String subject() {
      return subject;
    }

    public Long householdId() {
      return householdId;
    }

    public Long personId() {
      return personId;
    }

    public Facts facts() {
      return frozen.facts();
    }

    /** The law's day of the sheet. */
    public LocalDate on() {
      return frozen.on();
    }

    /** What the sheet's own programme versions and standards give on another day. */
    public Result on(LocalDate day, String programme) {
      return Sheets.own(frozen.assessment(used, day), programme, subject);
    }
  }

  /** The sheets by number; one outside the scope is not among them. Two queries. */
  @Transactional(readOnly = true)
  public Map<String, Kept> byNumber(Collection<String> numbers) {
    var kept = new HashMap<String, Kept>();
    if (numbers.isEmpty()) return kept;
    jdbc.sql(
            """
            SELECT number, subject, household_id, person_id, law_day, frozen ->> 'facts' AS facts,
                   frozen ->> 'versions' AS versions, frozen ->> 'standards' AS standards
            FROM determination WHERE number = ANY (:numbers::text[])
            """)
        .param("numbers", numbers.toArray(String[]::new))
        .query(
            rs -> {
              var frozen =
                  new Frozen(
                      RulesJson.MAPPER.readValue(rs.getString("facts"), Facts.class),
                      rs.getObject("law_day", LocalDate.class),
                      List.of(RulesJson.MAPPER.readValue(rs.getString("versions"), Long[].class)),
                      List.of(
                          RulesJson.MAPPER.readValue(
                              rs.getString("standards"), StandardValue[].class)),
                      List.of());
              kept.put(
                  rs.getString("number"),
                  new Kept(
                      rs.getString("subject"),
                      rs.getObject("household_id", Long.class),
                      rs.getObject("person_id", Long.class),
                      frozen));
            });
    var ids = new HashSet<Long>();
    kept.values().forEach(k -> ids.addAll(k.frozen.versions()));
    var versions = new HashMap<Long, ProgrammeVersion>();
    programmes.find(ids).forEach(v -> versions.put(v.id(), v));
    kept.values().removeIf(k -> !versions.keySet().containsAll(k.frozen.versions()));
    kept.values().forEach(k -> k.used = k.frozen.versions().stream().map(versions::get).toList());
    return kept;
  }
}
