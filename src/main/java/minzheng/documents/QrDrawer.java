package minzheng.documents;

import com.openhtmltopdf.css.sheet.FontFaceRule;
import com.openhtmltopdf.css.style.CssContext;
import com.openhtmltopdf.extend.OutputDevice;
import com.openhtmltopdf.extend.SVGDrawer;
import com.openhtmltopdf.layout.SharedContext;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.render.Box;
import com.openhtmltopdf.render.RenderingContext;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * Draws the one picture papers have, the path of a {@link QrCode}, as rectangles. That is a page of
 * code instead of a whole SVG library.
 */
final class QrDrawer implements SVGDrawer {
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

  @Override
  public SVGImage buildSVGImage(
      Element svg, Box box, CssContext css, double width, double height, double dotsPerPixel) {
    var path = (Element) svg.getElementsByTagName("path").item(0);
    return new Squares(
        path.getAttribute("d"),
        Integer.parseInt(svg.getAttribute("viewBox").split(" ")[2]),
        (int) Math.round(width),
        (int) Math.round(width / dotsPerPixel));
  }

  /**
   * @param side in dots of the device
   * @param drawn the same in units of the drawing
   */
  private record Squares(String path, int squares, int side, int drawn) implements SVGImage {
    @Override
    public int getIntrinsicWidth() {
      return side;
    }

    @Override
    public int getIntrinsicHeight() {
      return side;
    }

    @Override
    public void drawSVG(OutputDevice device, RenderingContext context, double x, double y) {
      device.drawWithGraphics((float) x, (float) y, drawn, drawn, this::draw);
    }

    private void draw(Graphics2D graphics) {
      graphics.setColor(Color.BLACK);
      graphics.scale((double) drawn / squares, (double) drawn / squares);
      RUN.matcher(path)
          .results()
          .forEach(
              r ->
                  graphics.fill(
                      new Rectangle2D.Double(
                          Integer.parseInt(r.group(1)),
                          Integer.parseInt(r.group(2)),
                          Integer.parseInt(r.group(3)),
                          1)));
    }
  }

  @Override
  public void importFontFaceRules(List<FontFaceRule> fontFaces, SharedContext shared) {}

  @Override
  public void addFontFile(File fontFile, String family, Integer weight, FontStyle style) {}

  @Override
  public void close() {}
}
