package minzheng.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures for the user guide with the 256 colours a page uses most: a third of the size. */
final class Pictures {
  private static final int COLOURS = 256;

  private Pictures() {}

  static void write(byte[] png, Path file) {
    try {
      var image = ImageIO.read(new ByteArrayInputStream(png));
      var writer = ImageIO.getImageWritersByFormatName("png").next();
      var settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(0);
      try (var out = ImageIO.createImageOutputStream(Files.newOutputStream(file))) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(reduced(image), null, null), settings);
      } finally {
        writer.dispose();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedImage reduced(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    var counts = new HashMap<Integer, Integer>();
    for (int pixel : pixels) counts.merge(pixel & 0xffffff, 1, Integer::sum);
    List<Integer> palette =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(COLOURS)
            .map(Map.Entry::getKey)
            .toList();
    var nearest = new HashMap<Integer, Integer>();
    for (int colour : counts.keySet()) nearest.put(colour, nearest(colour, palette));
    int[] colours = new int[COLOURS];
    for (int i = 0; i < palette.size(); i++) colours[i] = palette.get(i);
    var model =
        new IndexColorModel(8, COLOURS, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
    var small = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] cells = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++)
      cells[i] = nearest.get(pixels[i] & 0xffffff).byteValue();
    small.getRaster().setDataElements(0, 0, width, height, cells);
    return small;
  }

  private static int nearest(int colour, List<Integer> palette) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < palette.size() && least > 0; i++) {
      int far = 0;
      for (int shift = 0; shift <= 16; shift += 8) {
        int step = (colour >> shift & 0xff) - (palette.get(i) >> shift & 0xff);
        far += step * step;
      }
      if (far < least) {
        least = far;
        best = i;
      }
    }
    return best;
  }
}
