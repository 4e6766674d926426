package minzheng.documents;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.QRCode;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A QR code as one SVG path, sharp at any print size and drawn without a picture file.
 *
 * @param size modules per side; the view box is {@code 0 0 size size}
 * @param path the dark modules
 */
public record QrCode(int size, String path) {
  private static final int WRITERS_CHOICE = -1;

  /** Squares of white around a code, by the standard. */
  private static final int QUIET = 4;

  /** Pixels ten squares wide at which a code has to be read: from afar and near. */
  private static final int[] SIGHTS = {33, 45, 63, 91};

  /**
   * The code of a text, usually the address of /verify. Its squares may happen to look like one of
   * the three corners by which readers find a code, so that it cannot be read at any size; then the
   * squares are laid out by another of the standard's masks.
   */
  public static QrCode of(String text) {
    var matrix =
        IntStream.range(WRITERS_CHOICE, QRCode.NUM_MASK_PATTERNS)
            .mapToObj(mask -> matrix(text, mask))
            .filter(squares -> isRead(squares, text))
            .findFirst()
            .orElseGet(() -> matrix(text, WRITERS_CHOICE));
    return new QrCode(matrix.getWidth(), path(matrix));
  }

  private static BitMatrix matrix(String text, int mask) {
    try {
      return new QRCodeWriter()
          .encode(
              text,
              BarcodeFormat.QR_CODE,
              0,
              0,
              Map.of(
                  EncodeHintType.MARGIN,
                  0,
                  EncodeHintType.CHARACTER_SET,
                  "UTF-8",
                  EncodeHintType.ERROR_CORRECTION,
                  ErrorCorrectionLevel.M,
                  EncodeHintType.QR_MASK_PATTERN,
                  mask));
    } catch (WriterException e) {
      throw new IllegalArgumentException("Not a text for a QR code", e);
    }
  }

  private static boolean isRead(BitMatrix squares, String text) {
    try {
      for (int pixels : SIGHTS) if (!read(squares, pixels).equals(text)) return false;
      return true;
    } catch (ReaderException unreadable) {
      return false;
    }
  }

  private static String read(BitMatrix squares, int pixels) throws ReaderException {
    int size = squares.getWidth();
    int side = (size + 2 * QUIET) * pixels / 10;
    int[] picture = new int[side * side];
    for (int i = 0; i < picture.length; i++) {
      int x = i % side * 10 / pixels - QUIET;
      int y = i / side * 10 / pixels - QUIET;
      boolean inside = x >= 0 && y >= 0 && x < size && y < size;
      picture[i] = inside && squares.get(x, y) ? 0 : 0xffffff;
    }
    var seen = new HybridBinarizer(new RGBLuminanceSource(side, side, picture));
    return new QRCodeReader()
        .decode(new BinaryBitmap(seen), Map.of(DecodeHintType.TRY_HARDER, true))
        .getText();
  }

  private static String path(BitMatrix matrix) {
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        int from = x;
        while (x < matrix.getWidth() && matrix.get(x, y)) x++;
        if (x > from)
          path.append('M')
              .append(from)
              .append(' ')
              .append(y)
              .append('h')
              .append(x - from)
              .append("v1h-")
              .append(x - from)
              .append('z');
      }
    }
    return path.toString();
  }

  public String viewBox() {
    return "0 0 " + size + " " + size;
  }
}
