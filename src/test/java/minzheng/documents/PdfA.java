package minzheng.documents;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
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
  static Set<String> fonts(byte[] bytes) throws Exception {
    var names = new TreeSet<String>();
    each(
        bytes,
        position ->
            names.add((position.getFont().isEmbedded() ? "" : "!") + position.getFont().getName()));
    return names;
  }

  /** Characters drawn with the empty glyph of a font. */
  static List<String> missingGlyphs(byte[] bytes) throws Exception {
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

  /** Reads the code on a page as a telephone does. */
  static String qr(BufferedImage page) throws Exception {
    int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
    var source = new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
    return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source))).getText();
  }
}
