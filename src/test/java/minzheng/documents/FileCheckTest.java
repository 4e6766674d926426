package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import minzheng.imports.HeapWatch;
import minzheng.kernel.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ResourceLock(HeapWatch.HEAP)
class FileCheckTest {
  private final FileCheck check = new FileCheck();

  @ParameterizedTest
  @CsvSource({
    "身份证.pdf, application/pdf, application/pdf",
    "身份证.PDF, '', application/pdf",
    "C:\\扫描\\身份证.pdf, application/octet-stream, application/pdf",
    "照片.jpg, image/jpeg, image/jpeg",
    "照片.jpeg, image/pjpeg, image/jpeg",
    "截图.png, image/png, image/png"
  })
  void takes_what_is_what_it_says(String name, String claimed, String type) {
    var accepted = check.check(new Upload(name, claimed, Files.ofType(type), null));
    assertThat(accepted.contentType()).isEqualTo(type);
    assertThat(accepted.fileName()).doesNotContain("\\", "/").contains(".");
  }

  @ParameterizedTest
  @CsvSource({
    "照片.jpg, image/jpeg, application/pdf, 内容却是 PDF",
    "证明.pdf, application/pdf, image/png, 内容却是 PNG",
    "证明.pdf, image/png, application/pdf, 声明的类型",
    "证明.pdf, application/pdf, program, 这个文件是程序",
    "工具.exe, application/octet-stream, program, 这个文件是程序",
    "证明.pdf, application/pdf, text, 不是有效的 PDF",
    "申请.docx, application/octet-stream, zip, 导出为 PDF",
    "证明.pdf, application/pdf, zip, 与扩展名不符",
    "照片.heic, image/heic, heic, HEIC",
    "照片.webp, image/png, image/png, 扩展名",
    "没有扩展名, image/png, image/png, 扩展名",
    "网页.html, text/html, html, 这种文件不能上传",
    "图.svg, image/svg+xml, svg, 这种文件不能上传",
    "脚本.pdf, application/pdf, scripted, 脚本"
  })
  void refuses_what_is_not_what_it_claims(
      String name, String claimed, String content, String sentence) {
    var upload = new Upload(name, claimed, Files.ofType(content), null);
    assertThatThrownBy(() -> check.check(upload))
        .isInstanceOfSatisfying(RuleViolation.class, e -> assertThat(e.field()).isEqualTo("file"))
        .hasMessageContaining(sentence)
        .hasMessageEndingWith("。");
  }

  @Test
  void refuses_an_empty_file_and_no_file() {
    assertThatThrownBy(() -> check.check(new Upload("a.pdf", null, new byte[0], null)))
        .hasMessageContaining("文件是空的");
    assertThatThrownBy(() -> check.check(new Upload("", null, new byte[0], null)))
        .hasMessageContaining("请选择");
  }

  @Test
  void twenty_megabytes_are_taken_and_one_byte_more_is_not() {
    byte[] full = Arrays.copyOf(Files.ofType("application/pdf"), 20 * 1024 * 1024);
    assertThat(check.check(new Upload("大.pdf", null, full, null)).fileName()).isEqualTo("大.pdf");
    byte[] over = Arrays.copyOf(full, full.length + 1);
    assertThatThrownBy(() -> check.check(new Upload("大.pdf", null, over, null)))
        .hasMessageContaining("超过 20 MB");
  }

  @Test
  void a_name_loses_what_a_header_or_a_disk_would_trip_over() {
    byte[] pdf = Files.ofType("application/pdf");
    String long_ = "长".repeat(300) + ".pdf";
    assertThat(check.check(new Upload(long_, null, pdf, null)).fileName())
        .hasSize(120)
        .endsWith(".pdf");
    String odd = "a\"b\r\nSet-Cookie: x\u202Efdp.pdf";
    assertThat(check.check(new Upload(odd, null, pdf, null)).fileName())
        .isEqualTo("abSet-Cookie xfdp.pdf");
  }

  @Test
  void a_heading_inside_a_text_does_not_make_a_picture() {
    byte[] html = "<html><script>alert(1)</script>%PDF-1.7".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> check.check(new Upload("a.pdf", "application/pdf", html, null)))
        .isInstanceOf(RuleViolation.class);
  }
}
