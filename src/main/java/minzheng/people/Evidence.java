package minzheng.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import minzheng.kernel.Money;

/**
 * One fact on two axes: it held from {@code validFrom} to {@code validTo}, and we held it to be so
 * from {@code recordedAt} until {@code supersededAt}.
 *
 * @param personId whom it concerns, or null for a household's fact
 * @param detail which one of its kind, or empty
 * @param value texts by the names of {@link EvidenceKind#fields()}
 * @param source where it comes from: 本人申报, 部门核对, 入户调查, a document
 * @param replaces the row that gave way to this one, or null
 */
public record Evidence(
    long id,
    String region,
    Long personId,
    Long householdId,
    EvidenceKind kind,
    String detail,
    Map<String, String> value,
    LocalDate validFrom,
    LocalDate validTo,
    String source,
    String reason,
    Long replaces,
    Instant recordedAt,
    String recordedBy,
    Instant supersededAt,
    String supersededBy) {

  public boolean on(LocalDate day) {
    return !day.isBefore(validFrom) && (validTo == null || !day.isAfter(validTo));
  }

  /** 收入 · 工资性收入. */
  public String title() {
    return kind.title(detail);
  }

  /** The value in words. */
  public String words() {
    return kind.describe(value);
  }

  public String text(String name) {
    return value.get(name);
  }

  /** The value's amount, or null. */
  public Money amount() {
    return value.containsKey("amount") ? Money.of(value.get("amount")) : null;
  }
}
