package minzheng.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import minzheng.kernel.RuleViolation;

/**
 * Unpacks a workbook once, without keeping anything, before a reader believes it: how much it
 * really holds, whether it carries programs, and whether a cell computes.
 */
final class WorkbookCheck {
  private static final int ENTRIES = 1_000;
  private static final int DEEPEST = 64;
  private static final String CONTENT_TYPES = "[Content_Types].xml";

  /** Parts that hold programs. */
  private static final List<String> PROGRAMS =
      List.of("vbaproject", "macrosheets/", "activex/", "vbadata", "customui");

  /** Parts that bring other files along. */
  private static final List<String> FOREIGN = List.of("embeddings/", "externallinks/");

  private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_COALESCING, false);
  }

  private int rows;

  private WorkbookCheck() {}

  /**
   * Looks into a workbook.
   *
   * @return lines with content of its fullest sheet
   * @throws RuleViolation at “file”, one sentence
   */
  static int check(Path file) throws IOException {
    var check = new WorkbookCheck();
    try (var zip = new ZipFile(file.toFile())) {
      check.parts(zip, new Unpacking(Files.size(file)));
    } catch (ZipException e) {
      String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      throw why.contains("encrypt") ? encrypted() : broken();
    } catch (Unpacking.Refused e) {
      throw e.sentence;
    } catch (XMLStreamException e) {
      throw broken();
    }
    return check.rows;
  }

  static RuleViolation formula(String cell) {
    return refused("单元格 %s 是公式，导入只收填好的值，请复制整表后“选择性粘贴为数值”再上传".formatted(cell));
  }

  static RuleViolation encrypted() {
    return refused("工作簿加了密码，系统读不出来，请取消密码后再上传");
  }

  static RuleViolation macros() {
    return refused("工作簿带有宏，不能上传，请另存为不带宏的 .xlsx");
  }

  private static RuleViolation broken() {
    return refused("文件不是有效的 .xlsx 工作簿，可能已损坏或只是改了扩展名，请用表格软件打开后另存为 .xlsx");
  }

  private static RuleViolation refused(String why) {
    return new RuleViolation("file", why + "。");
  }

  private void parts(ZipFile zip, Unpacking unpacking) throws IOException, XMLStreamException {
    if (zip.size() > ENTRIES) throw Unpacking.tooMuch();
    if (zip.getEntry(CONTENT_TYPES) == null || zip.getEntry("xl/workbook.xml") == null)
      throw broken();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
      String name = entry.getName().toLowerCase(Locale.ROOT);
      if (PROGRAMS.stream().anyMatch(name::contains)) throw macros();
      if (FOREIGN.stream().anyMatch(name::contains)) throw refused("工作簿嵌入或链接了其他文件，请删去后另存为 .xlsx");
      try (var in = unpacking.of(zip.getInputStream(entry), name)) {
        part(in, name);
      }
    }
    types(zip);
  }

  /** Everything that a reader could take for XML is looked through, whatever its name. */
  private void part(InputStream unpacked, String name) throws IOException, XMLStreamException {
    var in = new PushbackInputStream(unpacked, 2);
    int first = in.read();
    if (first < 0) return;
    int second = in.read();
    if (second >= 0) in.unread(second);
    in.unread(first);
    boolean xml =
        first == '<'
            || first <= ' '
            || first == 0xef && second == 0xbb
            || first == 0xfe && second == 0xff
            || first == 0xff && second == 0xfe;
    if (xml) elements(in, name.endsWith(".xml") || name.endsWith(".rels"));
    else in.transferTo(OutputStream.nullOutputStream());
  }

  private void elements(InputStream in, boolean mustBeXml) throws IOException, XMLStreamException {
    XMLStreamReader xml = null;
    try {
      xml = XML.createXMLStreamReader(in);
      var sheet = new Sheet();
      while (xml.hasNext())
        switch (xml.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw broken();
          case XMLStreamConstants.START_ELEMENT -> sheet.begin(xml);
          case XMLStreamConstants.END_ELEMENT -> sheet.end(xml.getLocalName());
          default -> {}
        }
      rows = Math.max(rows, sheet.rows);
    } catch (XMLStreamException e) {
      if (e.getNestedException() instanceof Unpacking.Refused refused) throw refused.sentence;
      if (mustBeXml) throw e;
      in.transferTo(OutputStream.nullOutputStream());
    } finally {
      if (xml != null) xml.close();
    }
  }

  /** What kind of workbook its table of contents says it is. */
  private static void types(ZipFile zip) throws IOException {
    try (var in = zip.getInputStream(zip.getEntry(CONTENT_TYPES))) {
      String types = new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8);
      if (types.contains("macroEnabled") || types.contains("vbaProject")) throw macros();
      if (!types.contains("spreadsheetml.sheet.main+xml")) throw broken();
    }
  }

  /** The place in one part; what is no sheet has no sheetData and passes. */
  private static final class Sheet {
    private int depth;
    private int data = -1;
    private boolean filled;
    private String cell = "";
    private int rows;

    void begin(XMLStreamReader xml) {
      if (++depth > DEEPEST) throw broken();
      String name = xml.getLocalName();
      if (name.equals("sheetData")) data = depth;
      if (data < 0) return;
      switch (name) {
        case "row" -> filled = false;
        case "c" -> {
          String at = xml.getAttributeValue(null, "r");
          cell = at == null ? "" : at;
          if (!cell.matches("(?:[A-Z]{1,3}[0-9]{1,7})?")) throw broken();
        }
        case "f" -> throw formula(cell);
        case "v", "t" -> filled = true;
        default -> {}
      }
    }

    void end(String name) {
      if (depth == data && name.equals("sheetData")) data = -1;
      if (data >= 0 && name.equals("row") && filled) rows++;
      depth--;
    }
  }
}
