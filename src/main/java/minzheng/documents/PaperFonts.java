package minzheng.documents;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.zip.GZIPInputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of papers, out of the product itself: the machine may have none. Each is parsed once,
 * when a paper first needs it; together they have every Han character of GB 18030 (docs/third-party
 * .md says where they come from).
 */
final class PaperFonts {
  private final Face bold = new Face("minzheng-song-bold", "Minzheng Song", 700);

  /** In the order in which a character is looked for. */
  private final List<Face> faces =
      List.of(
          new Face("minzheng-song", "Minzheng Song", 400),
          new Face("minzheng-song-extra", "Minzheng Song Extra", 400),
          new Face("minzheng-song-rare", "Minzheng Song Rare", 400),
          new Face("minzheng-song-compat", "Minzheng Song Compat", 400));

  /**
   * Gives the renderer the fonts a text needs, and those before them in the order; it embeds the
   * glyphs it draws.
   *
   * @return the first character that no font can draw, or none
   */
  OptionalInt register(String text, PdfRendererBuilder builder, PDDocument document) {
    bold.register(builder, document);
    int last = 0;
    for (int c : text.codePoints().filter(c -> !Character.isISOControl(c)).distinct().toArray()) {
      int face = 0;
      while (face < faces.size() && !faces.get(face).has(c)) face++;
      if (face == faces.size()) return OptionalInt.of(c);
      last = Math.max(last, face);
    }
    for (var face : faces.subList(0, last + 1)) face.register(builder, document);
    return OptionalInt.empty();
  }

  private static final class Face {
    private final String file;
    private final String family;
    private final int weight;
    private TrueTypeFont font;
    private CmapLookup characters;

    Face(String file, String family, int weight) {
      this.file = file;
      this.family = family;
      this.weight = weight;
    }

    boolean has(int character) {
      parse();
      return characters.getGlyphId(character) > 0;
    }

    void register(PdfRendererBuilder builder, PDDocument document) {
      builder.useFont(
          new PDFontSupplier(null) {
            @Override
            public PDFont supply() {
              try {
                return PDType0Font.load(document, parse(), true);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          },
          family,
          weight,
          FontStyle.NORMAL,
          true);
    }

    private synchronized TrueTypeFont parse() {
      if (font != null) return font;
      try (var in =
          new GZIPInputStream(PaperFonts.class.getResourceAsStream("fonts/" + file + ".ttf.gz"))) {
        font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
        characters = font.getUnicodeCmapLookup();
        return font;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
