package minzheng.documents;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import minzheng.kernel.RuleViolation;
import org.apache.tika.Tika;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Looks at what a file is, not at what it claims to be. */
@Component
class FileCheck {
  /** The input the refusals belong to. */
  static final String FIELD = "file";

  static final int MAX_MEGABYTES = 20;
  static final int MAX_BYTES = MAX_MEGABYTES * 1024 * 1024;
  private static final int LONGEST_NAME = 120;
  private static final String WAY_OUT = "请上传 PDF、JPEG 或 PNG 文件";

  private static final Map<String, String> TYPES =
      Map.of(
          "pdf", "application/pdf",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "png", "image/png");

  private static final Map<String, String> NAMES =
      Map.of("application/pdf", "PDF", "image/jpeg", "JPEG 图片", "image/png", "PNG 图片");

  /** Reads its list of known types at the first file, not while the product starts. */
  private final Supplier<Tika> tika = SingletonSupplier.of(Tika::new);

  /** A file that may be kept: its cleaned name and its true type. */
  record Accepted(String fileName, String contentType) {}

  /**
   * @throws RuleViolation when the file is empty, too large, of a kind that is not taken, not what
   *     its name says, or carries a program
   */
  Accepted check(Upload upload) {
    byte[] content = upload.content();
    if (content == null || content.length == 0) {
      throw refused(
          upload.fileName() == null || upload.fileName().isBlank()
              ? "请选择要上传的文件"
              : "文件是空的，没有内容，请检查后重新选择");
    }
    if (content.length > MAX_BYTES) throw tooLarge();
    String name = clean(upload.fileName());
    String actual = tika.get().detect(content);
    String extension = extension(name);
    String claimed = TYPES.get(extension);
    if (!NAMES.containsKey(actual)) throw refused(notTaken(actual, claimed));
    if (claimed == null)
      throw refused("文件扩展名“" + extension + "”不在允许的范围内，" + WAY_OUT + "，并保留正确的扩展名");
    if (!claimed.equals(actual))
      throw refused(
          "文件名写的是 %s，内容却是 %s，请用正确的扩展名重新保存后上传".formatted(NAMES.get(claimed), NAMES.get(actual)));
    if (claimsOtherwise(upload.contentType(), actual))
      throw refused("文件声明的类型（%s）与内容（%s）不一致，请重新扫描或导出后上传".formatted(upload.contentType(), actual));
    if (actual.equals("application/pdf") && carriesProgram(content))
      throw refused("这个 PDF 里带有脚本或启动程序，不能上传，请打印成不带脚本的 PDF 或扫描后上传");
    return new Accepted(name, actual);
  }

  static RuleViolation tooLarge() {
    return refused("文件超过 " + MAX_MEGABYTES + " MB，请压缩、降低扫描分辨率或分成几个文件后再上传");
  }

  private static RuleViolation refused(String why) {
    return new RuleViolation(FIELD, why + "。");
  }

  private static String notTaken(String actual, String claimed) {
    if (actual.equals("image/heic") || actual.equals("image/heif"))
      return "手机的 HEIC 照片不能上传，请在手机相机设置里选“兼容性最佳”（JPEG）后重拍，或另存为 JPEG";
    boolean program =
        actual.contains("executable")
            || actual.contains("x-ms")
            || actual.contains("x-sh")
            || actual.contains("x-bat")
            || actual.contains("x-elf")
            || actual.contains("x-dosexec")
            || actual.contains("java");
    if (program) return "这个文件是程序，不能上传，" + WAY_OUT;
    if (actual.contains("ooxml") || actual.contains("tika-msoffice") || actual.contains("zip"))
      return claimed == null
          ? "Office 文档和压缩包可能带有宏，不能上传，请导出为 PDF 后上传"
          : "文件内容其实是 Office 文档或压缩包，与扩展名不符，请导出为 PDF 后上传";
    return claimed == null
        ? "这种文件不能上传，" + WAY_OUT
        : "文件内容与扩展名不符，不是有效的 " + NAMES.get(claimed) + "，请重新扫描或导出后上传";
  }

  /** Browsers send a generic type when they do not know; that claims nothing. */
  private static boolean claimsOtherwise(String claimed, String actual) {
    if (claimed == null || claimed.isBlank() || claimed.startsWith("application/octet-stream"))
      return false;
    String plain = claimed.split(";")[0].strip().toLowerCase(Locale.ROOT);
    if (plain.equals("image/jpg") || plain.equals("image/pjpeg")) plain = "image/jpeg";
    if (plain.equals("application/x-pdf")) plain = "application/pdf";
    return !plain.equals(actual);
  }

  /**
   * Names of a PDF's active parts, as plain text. Parts hidden in compressed streams are not found;
   * files are therefore also served so that the browser runs nothing in them.
   */
  private static boolean carriesProgram(byte[] content) {
    var text = new String(content, StandardCharsets.ISO_8859_1);
    return text.contains("/JavaScript") || text.contains("/Launch");
  }

  /** The name without any path or control characters, of bounded length, with its extension. */
  private static String clean(String name) {
    String base = name == null ? "" : name.substring(name.lastIndexOf('/') + 1);
    base = base.substring(base.lastIndexOf('\\') + 1).replaceAll("[\\p{Cntrl}\\p{Cf}\"<>|:*?]", "");
    base = base.strip();
    if (base.codePointCount(0, base.length()) <= LONGEST_NAME) return base;
    return base.substring(base.offsetByCodePoints(base.length(), -LONGEST_NAME));
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
