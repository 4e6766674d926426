package minzheng.documents;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/**
 * A QR code as one SVG path, sharp at any print size and drawn without a picture file.
 *
 * @param size modules per side; the view box is {@code 0 0 size size}
 * @param path the dark modules
 */
public record QrCode(int size, String path) {
  /** The code of a text, usually the address of /verify. */
  public static QrCode of(String text) {
    try {
      var matrix =
          new QRCodeWriter()
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
                      ErrorCorrectionLevel.M));
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
      return new QrCode(matrix.getWidth(), path.toString());
    } catch (WriterException e) {
      throw new IllegalArgumentException("Not a text for a QR code", e);
    }
  }

  public String viewBox() {
    return "0 0 " + size + " " + size;
  }
}
