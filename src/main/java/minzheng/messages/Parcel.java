package minzheng.messages;

import java.util.List;
import java.util.UUID;

/**
 * What is handed to a carrier at once.
 *
 * @param name the same whenever these messages are handed over again after a crash
 */
record Parcel(long id, String name, Channel channel, String carrier, List<Item> items) {

  /**
   * One message.
   *
   * @param key known to mail systems and gateways
   * @param attempt 1 for the first
   */
  record Item(
      long id, UUID key, int attempt, String template, String address, String title, String body) {

    /** What a gateway answers with: another one for each attempt. */
    String number() {
      return key.toString().replace("-", "") + "-" + attempt;
    }
  }
}
