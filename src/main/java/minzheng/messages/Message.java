package minzheng.messages;

import java.util.Map;
import minzheng.kernel.Masking;

/**
 * What somebody is to be told.
 *
 * @param region area of the matter, inside the scope of the transaction that queues it
 * @param cause what happened, such as {@code case:12:ACCEPT:3}; the same cause tells the same
 *     recipient once by each channel
 * @param recipient {@code person:12} or {@code account:5}
 * @param accountId the member of staff, null for a citizen
 * @param nameShown a citizen's masked
 * @param address telephone or mail; null where none is known
 * @param template key of {@code minzheng/messages/texts.properties}
 * @param values what the template's places in braces become; nothing sensitive, see {@link Texts}
 * @param ownerType with ownerId the record on whose page it is shown, or null
 * @param url where staff go on, or null
 */
public record Message(
    String region,
    String cause,
    Channel channel,
    String recipient,
    Long accountId,
    String nameShown,
    String address,
    String template,
    Map<String, String> values,
    String ownerType,
    Long ownerId,
    String url) {

  /** A short message to a citizen. Without a number the row says that nobody was told. */
  public static Message sms(
      String region,
      String cause,
      long person,
      String name,
      String phone,
      String template,
      Map<String, String> values) {
    return new Message(
        region,
        cause,
        Channel.SMS,
        "person:" + person,
        null,
        Masking.name(name),
        phone == null || phone.isBlank() ? null : phone.strip(),
        template,
        values,
        null,
        null,
        null);
  }

  /** A message to a member of staff, read in the product. */
  public static Message inbox(
      String region,
      String cause,
      long account,
      String name,
      String template,
      Map<String, String> values,
      String url) {
    return new Message(
        region,
        cause,
        Channel.INBOX,
        "account:" + account,
        account,
        name,
        null,
        template,
        values,
        null,
        null,
        url);
  }

  /** The same, shown on the page of a record. */
  public Message about(String type, long id) {
    return new Message(
        region, cause, channel, recipient, accountId, nameShown, address, template, values, type,
        id, url);
  }

  /** The same by mail. */
  Message by(String mail) {
    return new Message(
        region,
        cause,
        Channel.MAIL,
        recipient,
        accountId,
        nameShown,
        mail,
        template,
        values,
        ownerType,
        ownerId,
        url);
  }

  /** What lists show of the address. */
  String addressShown() {
    if (address == null) return null;
    return channel == Channel.MAIL ? maskedMail(address) : Masking.phone(address);
  }

  private static String maskedMail(String mail) {
    int at = mail.indexOf('@');
    return at < 1 ? "****" : mail.charAt(0) + "****" + mail.substring(at);
  }
}
