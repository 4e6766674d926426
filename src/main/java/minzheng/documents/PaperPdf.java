package minzheng.documents;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.logging.Level;
import minzheng.kernel.RuleViolation;
import minzheng.web.Display;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.Document;
import org.springframework.stereotype.Service;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * An issued paper as PDF/A-2u (ISO 19005-2): the template of the screen, the facts of the day of
 * issue, every font embedded. The same copy gives the same bytes each time, but for a mark when it
 * has been declared void.
 */
@Service
public class PaperPdf {
  private static final String CSS = css();

  static {
    XRLog.listRegisteredLoggers().forEach(name -> XRLog.setLevel(name, Level.WARNING));
  }

  private static final byte[] COLOURS = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

  private final ITemplateEngine templates;
  private final IssuedPapers issued;
  private final PublicAddress address;
  private final Display display;
  private final Clock clock;
  private final PaperFonts fonts = new PaperFonts();
  private final FSCacheEx<String, FSCacheValue> metrics = new FSDefaultCacheStore();

  PaperPdf(
      ITemplateEngine templates,
      IssuedPapers issued,
      PublicAddress address,
      Display display,
      Clock clock) {
    this.templates = templates;
    this.issued = issued;
    this.address = address;
    this.display = display;
    this.clock = clock;
  }

  /**
   * The pages of a copy.
   *
   * @throws RuleViolation naming the character, when no font of the product has it: a paper with a
   *     gap in a name never leaves the house
   */
  public byte[] render(IssuedPaper paper) {
    var page = Jsoup.parse(html(paper));
    page.head().appendElement("style").appendText(CSS);
    return draw(page, paper);
  }

  /**
   * Variation selectors choose a drawing of the same character; fonts are asked for the plain one.
   */
  private String html(IssuedPaper paper) {
    var context = new Context(Locale.SIMPLIFIED_CHINESE);
    context.setVariable("paper", paper);
    context.setVariable("facts", paper.facts());
    context.setVariable("letter", issued.kind(paper.kind()).template());
    context.setVariable("code", QrCode.of(address.of("/verify/" + paper.verifyKey())));
    context.setVariable("fmt", display);
    return templates
        .process("documents/paper-pdf", context)
        .replaceAll("[\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}\\x{200B}-\\x{200D}\\x{FEFF}]", "");
  }

  /** One at a time: the parsed fonts are shared, and a paper takes a tenth of a second. */
  private synchronized byte[] draw(Document page, IssuedPaper paper) {
    try (var document = new PDDocument();
        var out = new ByteArrayOutputStream()) {
      var builder =
          new PdfRendererBuilder()
              .usePDDocument(document)
              .usePdfAConformance(PdfAConformance.PDFA_2_U)
              .useColorProfile(COLOURS)
              .withProducer("Minzheng")
              .useSVGDrawer(new QrDrawer())
              .useCacheStore(CacheStore.PDF_FONT_METRICS, metrics)
              .withW3cDocument(new W3CDom().fromJsoup(page), null);
      var missing = fonts.register(page.text(), builder, document);
      if (missing.isPresent()) throw missing(missing.getAsInt());
      try (var renderer = builder.buildPdfRenderer()) {
        renderer.layout();
        renderer.createPDFWithoutClosing();
        date(document, paper);
        document.save(out);
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RuleViolation missing(int character) {
    return new RuleViolation(
        null,
        "文书中的“%s”（U+%04X）不在文书字库内，不能生成 PDF，请把这个字告知系统管理员。"
            .formatted(Character.toString(character), character));
  }

  /** The document bears the moment of its issue, not of this printing, in both of its records. */
  private void date(PDDocument document, IssuedPaper paper) throws IOException {
    var at = paper.issuedAt().truncatedTo(ChronoUnit.SECONDS).atZone(clock.getZone());
    document.getDocumentInformation().setCreationDate(GregorianCalendar.from(at));
    document.setDocumentId(paper.id());
    var metadata = document.getDocumentCatalog().getMetadata();
    String xmp = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
    String dated =
        xmp.replaceFirst(
            "(<xmp:CreateDate>)[^<]*", "$1" + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at));
    metadata.importXMPMetadata(dated.getBytes(StandardCharsets.UTF_8));
  }

  private static String css() {
    try (var in = PaperPdf.class.getResourceAsStream("paper.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
