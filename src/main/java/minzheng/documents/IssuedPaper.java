package minzheng.documents;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;

/**
 * A paper that left the house.
 *
 * @param facts what its template prints, as it was on the day of issue
 * @param withdrawal null while it is valid
 * @param delivery null until its addressee has it
 */
public record IssuedPaper(
    long id,
    String region,
    String ownerType,
    long ownerId,
    String kind,
    String title,
    String number,
    String office,
    LocalDate day,
    Map<String, Object> facts,
    String verifyKey,
    String issuer,
    Instant issuedAt,
    Withdrawal withdrawal,
    Delivery delivery) {

  /** Who declared it void, when and why. */
  public record Withdrawal(String reason, String withdrawer, Instant at) {}

  /** How and when it was served. */
  public record Delivery(LocalDate on, Way way, String receiver, String recorder) {}

  /** 送达方式, as civil procedure names them. */
  public enum Way {
    DIRECT("直接送达"),
    LEFT("留置送达"),
    POST("邮寄送达"),
    ENTRUSTED("委托送达"),
    ELECTRONIC("电子送达"),
    PUBLIC("公告送达");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /**
   * @param served whether its kind is served on somebody
   */
  PaperState state(boolean served) {
    if (withdrawal != null) return PaperState.WITHDRAWN;
    if (!served) return PaperState.KEPT;
    return delivery == null ? PaperState.OPEN : PaperState.DELIVERED;
  }

  /** Grouped as printed: 4F7K-92QD-M3XA. */
  public String printedKey() {
    return VerifyKey.printed(verifyKey);
  }
}
