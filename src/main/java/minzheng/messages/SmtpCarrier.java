package minzheng.messages;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Hands mails to a server, one at a time. SMTP has no way to ask afterwards: where the connection
 * breaks after the text was given, nobody knows whether the server took it. Such a mail is not
 * repeated by itself; its Message-ID stays the same, so that mail systems can tell a repeat a
 * person asked for.
 */
final class SmtpCarrier implements Carrier {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Settings.Smtp server;
  private final Session session;
  private final Clock clock;

  SmtpCarrier(Settings.Smtp server, Clock clock) {
    if (server.host().isBlank() || server.from().isBlank())
      throw new IllegalStateException("Mail by SMTP needs SMTP_HOST and SMTP_FROM");
    this.server = server;
    this.clock = clock;
    boolean tls = server.tls().equals("tls");
    String protocol = tls ? "smtps" : "smtp";
    var p = new Properties();
    p.setProperty("mail.transport.protocol", protocol);
    String prefix = "mail." + protocol + ".";
    p.setProperty(prefix + "auth", String.valueOf(!server.user().isBlank()));
    p.setProperty(prefix + "connectiontimeout", String.valueOf(CONNECT.toMillis()));
    p.setProperty(prefix + "timeout", String.valueOf(ANSWER.toMillis()));
    p.setProperty(prefix + "writetimeout", String.valueOf(ANSWER.toMillis()));
    p.setProperty(prefix + "ssl.checkserveridentity", "true");
    p.setProperty(prefix + "quitwait", "false");
    boolean starttls = server.tls().equals("starttls");
    p.setProperty(prefix + "starttls.enable", String.valueOf(starttls));
    p.setProperty(prefix + "starttls.required", String.valueOf(starttls));
    this.session = Session.getInstance(p);
  }

  @Override
  public Channel channel() {
    return Channel.MAIL;
  }

  @Override
  public String name() {
    return "smtp";
  }

  /** One: when the node dies, one mail is in doubt and not a hundred. */
  @Override
  public int most() {
    return 1;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public List<Outcome> hand(Parcel parcel) throws Down {
    var item = parcel.items().getFirst();
    MimeMessage mail;
    try {
      mail = mail(item);
    } catch (MessagingException wrong) {
      return List.of(new Outcome(item.id(), Outcome.Kind.REFUSED, "邮件地址不正确"));
    }
    try (var transport = session.getTransport()) {
      connect(transport);
      transport.sendMessage(mail, mail.getAllRecipients());
      return List.of(Outcome.taken(item.id()));
    } catch (MessagingException e) {
      return List.of(judge(item.id(), e));
    }
  }

  private void connect(jakarta.mail.Transport transport) throws Down {
    try {
      boolean open = server.user().isBlank(); // with a password Jakarta Mail signs in as somebody
      transport.connect(
          server.host(), server.port(), open ? null : server.user(), open ? null : server.secret());
    } catch (AuthenticationFailedException e) {
      throw new Down("邮件服务器不接受登录，请系统管理员检查设置");
    } catch (MessagingException e) {
      throw new Down("邮件服务器连接不上");
    }
  }

  /** An answer of the server is certain; a broken connection is not. */
  private static Outcome judge(long id, MessagingException e) {
    int code = code(e);
    if (code >= 500) return new Outcome(id, Outcome.Kind.REFUSED, "邮件服务器拒收（" + code + "）");
    if (code >= 400) return new Outcome(id, Outcome.Kind.LATER, "邮件服务器暂不接收（" + code + "）");
    return new Outcome(id, Outcome.Kind.UNKNOWN, "交给邮件服务器时连接中断，不知道是否已经收下");
  }

  /** The server's code somewhere in the chain; 0 when it did not answer. */
  private static int code(Exception e) {
    return switch (e) {
      case SMTPAddressFailedException a -> a.getReturnCode();
      case SMTPSenderFailedException s -> s.getReturnCode();
      case SMTPSendFailedException s when s.getReturnCode() >= 400 -> s.getReturnCode();
      case MessagingException m -> m.getNextException() == null ? 0 : code(m.getNextException());
      default -> 0;
    };
  }

  private MimeMessage mail(Parcel.Item item) throws MessagingException {
    String id = "<" + item.key() + "@" + domain() + ">";
    var mail =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    mail.setFrom(new InternetAddress(server.from()));
    mail.setRecipient(RecipientType.TO, new InternetAddress(item.address(), true));
    mail.setSubject(item.title(), StandardCharsets.UTF_8.name());
    mail.setText(item.body(), StandardCharsets.UTF_8.name());
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setSentDate(Date.from(clock.instant()));
    mail.saveChanges();
    return mail;
  }

  private String domain() throws AddressException {
    String from = new InternetAddress(server.from()).getAddress();
    return from.substring(from.indexOf('@') + 1);
  }
}
