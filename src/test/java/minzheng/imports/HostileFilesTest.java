package minzheng.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import minzheng.kernel.Actor;
import minzheng.kernel.RuleViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Files that are not what an office means to hand in: refused before anything is read of them. */
@ResourceLock(HeapWatch.HEAP)
class HostileFilesTest {
  private final SheetCheck check = new SheetCheck(100);

  @Test
  void a_workbook_and_both_encodings_of_text_are_taken() {
    var rows = List.of(List.of("1", "龘䶮"), List.of("2", "b"));
    var book = accepted("表.xlsx", Tables.workbook(Two.HEADERS, rows));
    assertThat(book.format()).isEqualTo(SheetFormat.XLSX);
    assertThat(book.rows()).isEqualTo(2);
    var utf8 = accepted("表.CSV", Tables.csv(StandardCharsets.UTF_8, Two.HEADERS, rows));
    assertThat(utf8.format()).isEqualTo(SheetFormat.CSV_UTF8);
    var gb = accepted("表.csv", Tables.csv(Charset.forName("GB18030"), Two.HEADERS, rows));
    assertThat(gb.format()).isEqualTo(SheetFormat.CSV_GB18030);
    assertThat(gb.headers()).containsExactly("号码", "名称");
    var report = accepted("a/b\\表.csv", text("导出人：某某\n名称,号码*,原因\n甲,1,错\n"));
    assertThat(report.name()).isEqualTo("表.csv");
    assertThat(report.headerLine()).isEqualTo(2);
  }

  @Test
  void a_bomb_is_not_unpacked() throws IOException {
    var one = parts();
    one.put("xl/media/a.bin", zeros(40 << 20));
    refused("a.xlsx", zip(one), "异常庞大");
    var many = parts();
    for (int i = 0; i < 1200; i++) many.put("xl/media/" + i, new byte[1]);
    refused("a.xlsx", zip(many), "异常庞大");
    // inside the limits, but a single text that a reader would hold in memory
    var text = parts();
    text.put(
        "xl/worksheets/sheet1.xml",
        sheet(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>"
                + "字".repeat(500_000)
                + "</t></is></c></row>"));
    refused("a.xlsx", zip(text), "异常庞大");
    var entities = parts();
    entities.put(
        "xl/sharedStrings.xml",
        utf8(
            "<!DOCTYPE s [<!ENTITY a \"aaaa\"><!ENTITY b"
                + " \"&a;&a;\">]><sst><si><t>&b;</t></si></sst>"));
    refused("a.xlsx", zip(entities), "不是有效的");
  }

  @Test
  void a_formula_is_named_by_its_cell() throws IOException {
    var simple = parts();
    simple.put(
        "xl/worksheets/sheet1.xml",
        sheet("<row r=\"3\"><c r=\"B3\"><f>A3*2</f><v>4</v></c></row>"));
    refused("a.xlsx", zip(simple), "单元格 B3 是公式");
    var shared = parts();
    shared.put(
        "xl/other.part",
        sheet("<row r=\"9\"><c r=\"C9\"><f t=\"shared\" si=\"0\"/><v>4</v></c></row>"));
    refused("a.xlsx", zip(shared), "单元格 C9 是公式");
    refused("a.csv", text("号码,名称\n1,\"=cmd|' /C calc'!A0\"\n"), "单元格 B2 是公式");
  }

  @Test
  void macros_are_refused_whatever_the_name() throws IOException {
    refused("a.xlsm", Tables.workbook(Two.HEADERS, List.of(List.of("1", "a"))), "带有宏");
    var program = parts();
    program.put("xl/vbaProject.bin", new byte[] {1, 2, 3});
    refused("a.xlsx", zip(program), "带有宏");
    var types = parts();
    types.put("[Content_Types].xml", utf8(TYPES.replace("sheet.main", "sheet.macroEnabled.main")));
    refused("a.xlsx", zip(types), "带有宏");
    var foreign = parts();
    foreign.put("xl/externalLinks/externalLink1.xml", utf8("<x/>"));
    refused("a.xlsx", zip(foreign), "链接了其他文件");
  }

  @Test
  void the_content_counts_and_not_the_name() throws IOException {
    byte[] program = new byte[512];
    program[0] = 'M';
    program[1] = 'Z';
    program[60] = (byte) 128;
    program[128] = 'P';
    program[129] = 'E';
    refused("a.xlsx", Tables.bytes(".xlsx", program), "是程序");
    refused("a.csv", Tables.bytes(".csv", program), "是程序");
    refused("a.csv", text("#!/bin/sh\nrm -rf /\n"), "是程序");
    refused("a.exe", text("号码,名称\n1,a\n"), "这种文件不能导入");
    refused("a.xlsx", text("号码,名称\n1,a\n"), "内容与扩展名不符");
    refused("a.csv", Tables.workbook(Two.HEADERS, List.of(List.of("1", "a"))), "内容与扩展名不符");
    refused("a.csv", text("<!doctype html><html><body>x</body></html>"), "内容与扩展名不符");
    var jar = new LinkedHashMap<String, byte[]>();
    jar.put("META-INF/MANIFEST.MF", utf8("Manifest-Version: 1.0\n"));
    refused("a.xlsx", zip(jar), "不是有效的");
    refused("a.xlsx", Tables.bytes(".xlsx", new byte[0]), "是空的");
  }

  @Test
  void a_password_is_told_apart_from_the_old_format() {
    byte[] old = new byte[2048];
    byte[] magic = {
      (byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, (byte) 0xe1
    };
    System.arraycopy(magic, 0, old, 0, magic.length);
    refused("a.xlsx", Tables.bytes(".xlsx", old), "旧格式");
    byte[] mark = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(mark, 0, old, 1024, mark.length);
    refused("a.xlsx", Tables.bytes(".xlsx", old), "加了密码");
    refused("a.xls", Tables.bytes(".xls", old), "旧格式");
  }

  @Test
  void a_table_without_the_columns_says_which() {
    refused("a.csv", text("姓名,名称\n1,a\n"), "没有“号码”列");
    refused("a.csv", text("号码,名称,号码\n1,a,2\n"), "“号码”一列出现了两次");
    refused("a.csv", text("号码,名称\n"), "没有数据");
    refused("a.csv", text("号码,名称\n" + "1,a\n".repeat(101)), "一次最多导入 100 行");
    refused("a.csv", text("号码,名称\n1,\"没有成对\n"), "引号没有成对");
    refused("a.csv", text("号码,名称\n1,a\u0001b\n"), "不是文字");
    refused("a.csv", text("号码,名称\n1," + ",".repeat(200) + "\n"), "超过 100 列");
    refused(
        "a.csv", Tables.bytes(".csv", "号码,名称\n1,a".getBytes(StandardCharsets.UTF_16LE)), "不是文字");
  }

  @Test
  void a_file_over_the_limit_is_not_opened() throws IOException {
    Path file = Tables.file(".xlsx");
    try (var large = new java.io.RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(SheetCheck.MAX_BYTES + 1);
    }
    refused("a.xlsx", file, "超过 20 MB");
    Files.delete(file);
  }

  private SheetCheck.Accepted accepted(String name, Path file) {
    return check.check(new Two(), name, file);
  }

  private void refused(String name, Path file, String why) {
    assertThatThrownBy(() -> accepted(name, file))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("。")
        .extracting(e -> ((RuleViolation) e).field())
        .isEqualTo("file");
  }

  private static final String TYPES =
      """
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml"
      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>
      """;

  /** The parts of a true workbook, to be spoilt. */
  private static Map<String, byte[]> parts() throws IOException {
    var parts = new LinkedHashMap<String, byte[]>();
    Path file = Tables.workbook(Two.HEADERS, List.of(List.of("1", "a")));
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator)
        parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
    }
    return parts;
  }

  private static Path zip(Map<String, byte[]> parts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream((OutputStream) out)) {
      zip.setLevel(Deflater.BEST_COMPRESSION);
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
      }
    }
    return Tables.bytes(".xlsx", out.toByteArray());
  }

  private static byte[] sheet(String rows) {
    return utf8(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet"
            + " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + rows
            + "</sheetData></worksheet>");
  }

  private static byte[] zeros(int size) {
    return new byte[size];
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Path text(String text) {
    return Tables.bytes(".csv", utf8(text));
  }

  /** A kind of two columns that goes nowhere. */
  private record Two() implements ImportKind {
    static final List<String> HEADERS = List.of("号码", "名称");

    @Override
    public About about() {
      var columns =
          List.of(new SheetColumn("号码", true, "", ""), new SheetColumn("名称", false, "", ""));
      return new About("two", "两列", "行", columns, List.of(), 1, 0, "号码", "/");
    }

    @Override
    public Entry check(SheetRow row) {
      return new Entry(row.text(0), row.text(1));
    }

    @Override
    public void compare(Batch batch) {}

    @Override
    public void write(Batch batch, Actor maker) {}
  }
}
