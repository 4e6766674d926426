package minzheng.documents;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small files of every kind, each with content of its own. */
final class Files {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Files() {}

  static byte[] pdf() {
    return ascii(
        "%PDF-1.7\n% " + NEXT.incrementAndGet() + "\n1 0 obj<</Type/Catalog>>endobj\n%%EOF");
  }

  static byte[] ofType(String type) {
    return switch (type) {
      case "application/pdf" -> pdf();
      case "scripted" -> ascii("%PDF-1.7\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>endobj\n%%EOF");
      case "image/png" -> picture("png");
      case "image/jpeg" -> picture("jpg");
      case "program" -> program();
      case "text" -> ascii("not a paper at all, " + NEXT.incrementAndGet());
      case "html" -> ascii("<!doctype html><html><body><script>alert(1)</script></body></html>");
      case "svg" ->
          ascii("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
      case "heic" -> {
        byte[] box = new byte[40];
        byte[] head = ascii("\0\0\0\u0018ftypheic\0\0\0\0mif1heic");
        System.arraycopy(head, 0, box, 0, head.length);
        yield box;
      }
      case "zip" -> zip();
      default -> throw new IllegalArgumentException(type);
    };
  }

  private static byte[] program() {
    byte[] exe = new byte[512];
    exe[0] = 'M';
    exe[1] = 'Z';
    exe[60] = (byte) 128;
    exe[128] = 'P';
    exe[129] = 'E';
    return exe;
  }

  private static byte[] picture(String format) {
    var out = new ByteArrayOutputStream();
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, NEXT.incrementAndGet() * 7919);
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] zip() {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("word/vbaProject.bin"));
      zip.write(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
