package minzheng.messages;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How messages leave, from {@code minzheng.messages} of application.yml.
 *
 * @param every how often a node sends; nothing is sent at zero
 * @param sms {@code log} or {@code file}
 * @param mail {@code log} or {@code smtp}
 * @param pauses between tries; after the last the message has failed
 * @param takeOverAfter how long a hand-over may last before its node counts as dead; longer than
 *     all time-outs of a mail together
 * @param keepDays after so many days only the masked address is left
 */
@ConfigurationProperties("minzheng.messages")
record Settings(
    Duration every,
    String sms,
    String mail,
    List<Duration> pauses,
    Duration takeOverAfter,
    int keepDays,
    SmsFile smsFile,
    Smtp smtp) {

  /** The folder shared with the gateway. */
  record SmsFile(Path folder, Charset charset) {}

  /**
   * The mail server.
   *
   * @param tls {@code none}, {@code starttls} or {@code tls}
   */
  record Smtp(String host, int port, String user, String secret, String tls, String from) {}
}
