package minzheng.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The kinds of file that are taken. */
enum SheetFormat {
  XLSX(null),
  CSV_UTF8(StandardCharsets.UTF_8),
  CSV_GB18030(Charset.forName("GB18030"));

  final Charset charset;

  SheetFormat(Charset charset) {
    this.charset = charset;
  }
}
