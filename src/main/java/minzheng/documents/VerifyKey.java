package minzheng.documents;

import java.security.SecureRandom;
import java.util.Locale;

/**
 * The key a paper is checked by: 12 signs of Crockford's alphabet (60 random bits), which has no I,
 * L, O, U, so that it can be read from paper and typed.
 */
final class VerifyKey {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 12;
  private static final SecureRandom RANDOM = new SecureRandom();

  private VerifyKey() {}

  static String random() {
    var key = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) key.append(ALPHABET.charAt(RANDOM.nextInt(32)));
    return key.toString();
  }

  /** What a person typed, as stored: without dashes and spaces, look-alikes read as meant. */
  static String normal(String typed) {
    return typed
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^0-9A-Z]", "")
        .replace('O', '0')
        .replace('I', '1')
        .replace('L', '1');
  }

  static String printed(String key) {
    return key.replaceAll("(.{4})(?=.)", "$1-");
  }
}
