package minzheng.messages;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import minzheng.security.Scope;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the gateway puts into {@code answers/}: a CSV with {@code 编号,结果,原因} and 成功 or 失败. A
 * file that was read moves to {@code answers/read}; read again after a crash it changes nothing.
 */
final class GatewayAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayAnswers.class);
  private static final Pattern NUMBER = Pattern.compile("([0-9a-f]{32})-([0-9]{1,6})");
  private static final Set<String> ARRIVED = Set.of("成功", "DELIVRD", "DELIVERED");
  private static final Set<String> NOT_ARRIVED = Set.of("失败", "UNDELIV", "FAILED");
  private static final int REASON = 60;
  private static final long LARGEST = 20_000_000;

  private final AnswerStore store;
  private final Settings.SmsFile settings;
  private final String region;

  GatewayAnswers(AnswerStore store, Settings.SmsFile settings, String region) {
    this.store = store;
    this.settings = settings;
    this.region = region;
  }

  /** How many messages got their answer. */
  int run() {
    Path answers = settings.folder().resolve("answers");
    if (!Files.isDirectory(answers)) return 0;
    int taken = 0;
    try (var files = Files.newDirectoryStream(answers, "*.csv")) {
      for (Path file : files) taken += read(file);
    } catch (IOException e) {
      LOG.warn("The answers of the SMS gateway cannot be read: {}", e.getClass().getSimpleName());
    }
    return taken;
  }

  private int read(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      move(file, "refused");
      return 0;
    }
    String text;
    try {
      text = text(Files.readAllBytes(file));
    } catch (CharacterCodingException e) {
      LOG.warn("Answer file {} is not in {}", file.getFileName(), settings.charset());
      move(file, "refused");
      return 0;
    }
    var answers = new ArrayList<AnswerStore.Answer>();
    int strange = 0;
    for (String line : text.lines().skip(1).filter(l -> !l.isBlank()).toList()) {
      var answer = answer(line);
      if (answer == null) strange++;
      else answers.add(answer);
    }
    int taken = Scope.callAs(region, () -> store.take(answers));
    if (strange > 0)
      LOG.warn("{} lines of answer file {} make no sense", strange, file.getFileName());
    move(file, "read");
    return taken;
  }

  private String text(byte[] bytes) throws CharacterCodingException {
    String text =
        settings
            .charset()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes))
            .toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  private static AnswerStore.Answer answer(String line) {
    List<String> cells = List.of(line.replace("\"", "").split(",", 3));
    if (cells.size() < 2) return null;
    var number = NUMBER.matcher(cells.get(0).strip());
    String word = cells.get(1).strip();
    boolean arrived = ARRIVED.contains(word);
    if (!number.matches() || !arrived && !NOT_ARRIVED.contains(word)) return null;
    String hex = number.group(1);
    var key =
        new UUID(Long.parseUnsignedLong(hex, 0, 16, 16), Long.parseUnsignedLong(hex, 16, 32, 16));
    return new AnswerStore.Answer(
        key,
        Integer.parseInt(number.group(2)),
        arrived,
        arrived ? null : reason(cells.size() < 3 ? "" : cells.get(2)));
  }

  /** The gateway's words, without numbers that could be somebody's. */
  private static String reason(String words) {
    String kept = words.strip().replaceAll("[0-9]{7,}", "****");
    if (kept.length() > REASON) kept = kept.substring(0, REASON);
    return kept.isEmpty() ? "网关回执：没有送达" : "网关回执：" + kept;
  }

  private static void move(Path file, String folder) throws IOException {
    Path target = file.resolveSibling(folder);
    Files.createDirectories(target);
    Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
