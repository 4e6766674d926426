package minzheng.documents;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Looks at PDF files as their readers do. */
public final class PdfA {
  private PdfA() {}

  /** What veraPDF finds wrong with a PDF/A-2u. */
  public static List<String> complaints(byte[] bytes) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    var flavour = PDFAFlavour.PDFA_2_U;
    try (var parser =
            Foundries.defaultInstance().createParser(new ByteArrayInputStream(bytes), flavour);
        var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      var result = validator.validate(parser);
      var found =
          new ArrayList<>(
              result.getTestAssertions().stream()
                  .map(a -> a.getRuleId() + " " + a.getMessage())
                  .distinct()
                  .toList());
      if (!result.isCompliant() && found.isEmpty()) found.add("not compliant");
      return found;
    }
  }

  /** Names of the fonts; one that is not embedded stands without a subset's prefix. */
  public static Set<String> fonts(byte[] bytes) throws Exception {
    var names = new TreeSet<String>();
    each(
        bytes,
        position ->
            names.add((position.getFont().isEmbedded() ? "" : "!") + position.getFont().getName()));
    return names;
  }

  /** Characters drawn with the empty glyph of a font. */
  public static List<String> missingGlyphs(byte[] bytes) throws Exception {
    var missing = new ArrayList<String>();
    each(
        bytes,
        position -> {
          var font = (PDType0Font) position.getFont();
          for (int code : position.getCharacterCodes())
            try {
              boolean drawn =
                  font.codeToGID(code) > 0
                      && (position.getUnicode().isBlank()
                          || !font.getPath(code).getBounds2D().isEmpty());
              if (!drawn) missing.add(position.getUnicode());
            } catch (java.io.IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
        });
    return missing;
  }

  /** Text that stands in the margins or beyond the page, each with its page's number. */
  public static List<String> outside(byte[] bytes) throws Exception {
    var outside = new ArrayList<String>();
    float left = mm(25);
    each(
        bytes,
        at -> {
          float right = at.getPageWidth() - mm(23);
          float end = at.getXDirAdj() + at.getWidthDirAdj();
          if (at.getXDirAdj() < left || end > right || at.getYDirAdj() > at.getPageHeight() - mm(8))
            outside.add(at.getUnicode());
        });
    return outside;
  }

  private static float mm(float length) {
    return length * 72 / 25.4f;
  }

  /** Its text page by page, as {@link #text}. */
  public static List<String> pages(byte[] bytes) throws Exception {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      var pages = new ArrayList<String>();
      for (int i = 1; i <= document.getNumberOfPages(); i++) {
        var stripper = new PDFTextStripper();
        stripper.setStartPage(i);
        stripper.setEndPage(i);
        pages.add(plain(stripper.getText(document)));
      }
      return pages;
    }
  }

  /** Text without spaces; a shared glyph may be read back as its radical, which NFKC undoes. */
  public static String text(byte[] bytes) throws Exception {
    return String.join("", pages(bytes));
  }

  /** The same of words to compare with. */
  public static String plain(String text) {
    return Normalizer.normalize(text.replace("⺠", "民"), Normalizer.Form.NFKC).replaceAll("\\s", "");
  }

  private static void each(byte[] bytes, java.util.function.Consumer<TextPosition> look)
      throws Exception {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      new PDFTextStripper() {
        @Override
        protected void processTextPosition(TextPosition text) {
          look.accept(text);
        }
      }.getText(document);
    }
  }

  /** A page as a printer sees it. */
  public static BufferedImage picture(byte[] bytes, int page, int dotsPerInch) throws Exception {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      return new PDFRenderer(document).renderImageWithDPI(page, dotsPerInch, ImageType.RGB);
    }
  }

  /** Reads the code on the last page as a telephone does: nearer when it cannot from afar. */
  public static String qr(byte[] bytes) throws Exception {
    int last = pages(bytes).size() - 1;
    for (int dotsPerInch : new int[] {150, 300, 400})
      try {
        return qr(picture(bytes, last, dotsPerInch));
      } catch (ReaderException tooFar) {
        continue;
      }
    throw new AssertionError("the code cannot be read");
  }

  /** Reads the code on a page as a telephone does. */
  public static String qr(BufferedImage page) throws Exception {
    int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
    var source = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
    return new QRCodeReader()
        .decode(
            new BinaryBitmap(new HybridBinarizer(source)), Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }
}
