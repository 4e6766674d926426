package minzheng.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Mails by a real SMTP server, and what counts as sent when the connection breaks. */
@MinzhengTest
class SmtpCarrierTest {
  @Autowired Post post;
  @Autowired Clock clock;

  private GreenMail server;
  private String area;

  @BeforeEach
  void server() {
    area = post.area();
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private SmtpCarrier carrier(int port) {
    return new SmtpCarrier(
        new Settings.Smtp("127.0.0.1", port, "", "", "none", "mz@example.gov.cn"), clock);
  }

  @Test
  void a_mail_arrives_once_under_the_id_of_its_row() throws Exception {
    post.queueMail(area, Post.cause(), "wang@example.gov.cn");
    var sender = post.sender(area, carrier(server.getSmtp().getPort()));
    sender.run();
    sender.run();
    var mails = server.getReceivedMessages();
    assertThat(mails).hasSize(1);
    assertThat(mails[0].getSubject()).isEqualTo("受理告知");
    assertThat((String) mails[0].getContent()).contains("编号 DB510104-2026-00007");
    assertThat(mails[0].getHeader("Message-ID"))
        .containsExactly("<" + post.texts(area, "key").getFirst() + "@example.gov.cn>");
    assertThat(post.states(area)).containsExactly("SENT");
    assertThat(post.texts(area, "address_shown")).containsExactly("w****@example.gov.cn");
  }

  @Test
  void while_the_server_is_down_the_mail_waits_and_goes_later() {
    int port = server.getSmtp().getPort();
    server.stop();
    post.queueMail(area, Post.cause(), "wang@example.gov.cn");
    post.sender(area, carrier(port)).run();
    assertThat(post.states(area)).containsExactly("QUEUED");
    assertThat(post.texts(area, "reason")).containsExactly("邮件服务器连接不上");
  }

  @Test
  void a_server_that_says_no_is_believed() throws Exception {
    try (var no = new Rude("550 no such user")) {
      post.queueMail(area, Post.cause(), "nobody@example.gov.cn");
      post.sender(area, carrier(no.port())).run();
    }
    assertThat(post.states(area)).containsExactly("FAILED");
    assertThat(post.texts(area, "reason")).containsExactly("邮件服务器拒收（550）");
  }

  @Test
  void a_connection_that_breaks_after_the_text_leaves_a_doubt_and_no_second_mail()
      throws Exception {
    try (var gone = new Rude(null)) {
      post.queueMail(area, Post.cause(), "wang@example.gov.cn");
      var sender = post.sender(area, carrier(gone.port()));
      sender.run();
      sender.run();
      assertThat(gone.texts).isEqualTo(1);
    }
    assertThat(post.states(area)).containsExactly("IN_DOUBT");
  }

  /** A server that takes a mail's text and hangs up, or refuses every recipient. */
  private static final class Rude implements AutoCloseable {
    private final ServerSocket socket;
    private final String toRecipients;
    private volatile int texts;

    Rude(String toRecipients) throws IOException {
      this.toRecipients = toRecipients;
      socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::serve);
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve() {
      while (!socket.isClosed())
        try (var client = socket.accept();
            var in =
                new BufferedReader(
                    new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
          var out = client.getOutputStream();
          out.write("220 rude\r\n".getBytes(StandardCharsets.US_ASCII));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = "250 ok";
            if (line.startsWith("RCPT") && toRecipients != null) answer = toRecipients;
            if (line.startsWith("DATA")) answer = "354 go on";
            if (line.equals(".")) {
              texts++;
              break; // taken or not: the client never hears
            }
            if (line.startsWith("EHLO") || line.matches("[A-Z]{4}( .*)?"))
              out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
          }
        } catch (IOException closed) {
          // the test is over, or the client hung up
        }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
