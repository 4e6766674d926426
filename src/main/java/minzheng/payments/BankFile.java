package minzheng.payments;

import java.time.Instant;
import minzheng.kernel.Money;

/**
 * A file that was made for the bank. It stays as it was sent.
 *
 * @param total sum of its lines
 * @param sha256 of its bytes
 */
public record BankFile(
    long id,
    long runId,
    String area,
    BankFormat format,
    String name,
    int rows,
    Money total,
    String sha256,
    Instant createdAt,
    String createdBy) {

  /** As pages show it: 9f3c 41d7 … a71e. */
  public String fingerprint() {
    return sha256.substring(0, 4) + " " + sha256.substring(4, 8) + " … " + sha256.substring(60);
  }
}
