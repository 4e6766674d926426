package minzheng.backup;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The same for the same rows in whatever order they lie: the SHA-256 of each row, added up as four
 * numbers of 64 bits. Against damage and loss; it does not stop somebody who forges rows.
 */
final class RowDigest {
  private final MessageDigest digest = sha256();
  private final long[] sum = new long[4];

  void add(byte[] row) {
    var number = ByteBuffer.wrap(digest.digest(row));
    for (int i = 0; i < sum.length; i++) sum[i] += number.getLong();
  }

  /** 64 hexadecimal digits. */
  String hex() {
    var text = new StringBuilder();
    for (long part : sum) text.append("%016x".formatted(part));
    return text.toString();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
