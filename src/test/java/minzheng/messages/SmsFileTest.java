package minzheng.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Files for the SMS gateway, and what it answers. */
@MinzhengTest
class SmsFileTest {
  @TempDir Path folder;
  @Autowired Post post;
  @Autowired AnswerStore store;

  private String area;

  @BeforeEach
  void ownArea() {
    area = post.area();
  }

  private SmsFileCarrier carrier() {
    return new SmsFileCarrier(new Settings.SmsFile(folder, StandardCharsets.UTF_8));
  }

  /** Writes the file, and dies before the product knows. */
  private Carrier dying() {
    var whole = carrier();
    return new Carrier() {
      @Override
      public Channel channel() {
        return whole.channel();
      }

      @Override
      public String name() {
        return whole.name();
      }

      @Override
      public int most() {
        return whole.most();
      }

      @Override
      public boolean repeatable() {
        return whole.repeatable();
      }

      @Override
      public List<Outcome> hand(Parcel parcel) throws Down {
        whole.hand(parcel);
        throw new AssertionError("the node dies between write and mark");
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "GB18030"})
  void a_file_holds_number_telephone_and_text_in_the_gateways_charset(String charset)
      throws IOException {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.queue(Post.sms(area, Post.cause(), "13900009999"));
    var carrier = new SmsFileCarrier(new Settings.SmsFile(folder, Charset.forName(charset)));
    post.sender(area, carrier).run();
    var lines = Files.readAllLines(only("out"), Charset.forName(charset));
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("编号,手机号,内容");
    assertThat(lines.get(1))
        .matches("[0-9a-f]{32}-1,\"13800001234\",\"您的申请（编号 DB510104-2026-00007）.*\"");
    assertThat(files("tmp")).isEmpty();
    assertThat(post.states(area)).containsExactly("SENT", "SENT");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_crash_between_write_and_mark_never_makes_a_second_file(boolean takenByTheGateway)
      throws IOException {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    assertThatThrownBy(() -> post.sender(area, dying()).run()).isInstanceOf(AssertionError.class);
    Path first = only("out");
    byte[] content = Files.readAllBytes(first);
    assertThat(post.states(area)).containsExactly("SENDING");
    if (takenByTheGateway) Files.move(first, folder.resolve("done").resolve(first.getFileName()));

    post.successor(area, carrier()).run();
    post.successor(area, carrier()).run();
    assertThat(post.states(area)).containsExactly("SENT");
    Path still = only(takenByTheGateway ? "done" : "out");
    assertThat(files(takenByTheGateway ? "out" : "done")).isEmpty();
    assertThat(still.getFileName()).isEqualTo(first.getFileName());
    assertThat(Files.readAllBytes(still)).isEqualTo(content);
  }

  @Test
  void a_crash_in_the_middle_of_writing_leaves_nothing_the_gateway_could_take() throws IOException {
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    var half =
        new LogCarrier(Channel.SMS) {
          @Override
          public String name() {
            return "file";
          }

          @Override
          public List<Outcome> hand(Parcel parcel) {
            carrier(); // the folders
            try {
              Files.writeString(folder.resolve("tmp").resolve(parcel.name() + ".csv"), "编号,手");
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
            throw new AssertionError("the power is cut");
          }
        };
    assertThatThrownBy(() -> post.sender(area, half).run()).isInstanceOf(AssertionError.class);
    assertThat(files("out")).isEmpty();
    post.successor(area, carrier()).run();
    assertThat(Files.readAllLines(only("out"))).hasSize(2);
    assertThat(files("tmp")).isEmpty();
    assertThat(post.states(area)).containsExactly("SENT");
  }

  @Test
  void a_folder_that_cannot_be_written_lets_the_messages_wait() throws IOException {
    var carrier = carrier();
    Files.delete(folder.resolve("tmp"));
    post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.sender(area, carrier).run();
    assertThat(post.states(area)).containsExactly("QUEUED");
    assertThat(post.texts(area, "reason")).containsExactly("短信网关的文件夹不能写入");
  }

  @Test
  void answers_settle_each_message_once_whatever_else_stands_in_the_file() throws IOException {
    for (int i = 0; i < 3; i++) post.queue(Post.sms(area, Post.cause(), "13800001234"));
    post.sender(area, carrier()).run();
    var numbers =
        Files.readAllLines(only("out")).stream().skip(1).map(l -> l.split(",")[0]).toList();
    String text =
        "编号,结果,原因\n%s,成功,\n%s,失败,号码 13800001234 停机\n不是编号,成功,\n%s,也许,\n"
            .formatted(numbers.get(0), numbers.get(1), numbers.get(2));
    Path answers = folder.resolve("answers");
    var gateway =
        new GatewayAnswers(store, new Settings.SmsFile(folder, StandardCharsets.UTF_8), area);
    Files.writeString(answers.resolve("a.csv"), text);
    assertThat(gateway.run()).isEqualTo(2);
    assertThat(post.states(area)).containsExactly("DELIVERED", "FAILED", "SENT");
    assertThat(post.texts(area, "coalesce(reason, '')").get(1)).isEqualTo("网关回执：号码 **** 停机");
    assertThat(answers.resolve("read").resolve("a.csv")).exists();

    Files.writeString(answers.resolve("b.csv"), text.replace("失败", "成功"));
    assertThat(gateway.run()).as("the first answer counts").isZero();
    assertThat(post.states(area)).containsExactly("DELIVERED", "FAILED", "SENT");

    Files.write(answers.resolve("c.csv"), "编号,结果\n".getBytes(Charset.forName("GB18030")));
    assertThat(gateway.run()).isZero();
    assertThat(answers.resolve("refused").resolve("c.csv")).exists();
  }

  private Path only(String name) throws IOException {
    var files = files(name);
    assertThat(files).hasSize(1);
    return files.getFirst();
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.toList();
    }
  }
}
