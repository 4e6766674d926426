package minzheng.messages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Files for an SMS gateway: {@code out/} holds what it shall take, {@code done/} what it has taken
 * ({@code tmp/} is ours). A file appears whole or not at all, and under the name of its batch;
 * found in either folder it is not written a second time. The gateway must leave a file where it is
 * or move it to {@code done/}.
 */
final class SmsFileCarrier implements Carrier {
  private static final String HEAD = "编号,手机号,内容\r\n";

  private final Settings.SmsFile settings;

  SmsFileCarrier(Settings.SmsFile settings) {
    this.settings = settings;
    try {
      for (String folder : List.of("tmp", "out", "done", "answers"))
        Files.createDirectories(settings.folder().resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The folder of the SMS gateway cannot be made (SMS_FOLDER)", e);
    }
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public int most() {
    return 1000;
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public List<Outcome> hand(Parcel parcel) throws Down {
    String name = parcel.name() + ".csv";
    Path out = settings.folder().resolve("out").resolve(name);
    try {
      if (!Files.exists(out) && !Files.exists(settings.folder().resolve("done").resolve(name)))
        write(parcel, settings.folder().resolve("tmp").resolve(name), out);
    } catch (IOException e) {
      throw new Down("短信网关的文件夹不能写入");
    }
    return parcel.items().stream().map(item -> Outcome.taken(item.id())).toList();
  }

  private void write(Parcel parcel, Path temporary, Path out) throws IOException {
    var text = new StringBuilder(HEAD);
    for (var item : parcel.items())
      text.append(item.number())
          .append(',')
          .append(quoted(item.address()))
          .append(',')
          .append(quoted(item.body()))
          .append("\r\n");
    try (var file =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(settings.charset()));
      while (bytes.hasRemaining()) file.write(bytes);
      file.force(true);
    }
    Files.move(temporary, out, StandardCopyOption.ATOMIC_MOVE);
    try (var folder = FileChannel.open(out.getParent(), StandardOpenOption.READ)) {
      folder.force(true); // the name, too, outlives a power cut
    }
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"").replaceAll("[\\r\\n]+", " ") + "\"";
  }
}
