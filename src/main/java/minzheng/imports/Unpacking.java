package minzheng.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import minzheng.kernel.RuleViolation;

/** Counts what really comes out of a packed file; its own statements about sizes are not asked. */
final class Unpacking {
  private static final long MOST = 300L << 20;

  /** The table of texts is the one part that a reader holds in memory. */
  private static final long MOST_TEXTS = 64L << 20;

  /** Tables pack to a tenth; more than this is made to burst. Small files may be very regular. */
  private static final long RATIO = 100;

  private static final long FREE = 16L << 20;

  /** Between two tags: a cell holds at most 32,767 characters. */
  private static final int LONGEST_PIECE = 1 << 20;

  private final long limit;
  private long unpacked;

  /**
   * @param packed the file's size in bytes
   */
  Unpacking(long packed) {
    limit = Math.min(MOST, Math.max(FREE, packed * RATIO));
  }

  static RuleViolation tooMuch() {
    return new RuleViolation("file", "工作簿解压后的内容异常庞大，不能导入，请把数据复制到新的工作簿后再上传。");
  }

  /** A part; {@code name} in lower case. */
  InputStream of(InputStream part, String name) {
    return new Counted(part, name.contains("sharedstrings") ? MOST_TEXTS : MOST);
  }

  /** Passes through the XML parser, which lets no other exception out of its reading. */
  static final class Refused extends IOException {
    final RuleViolation sentence = tooMuch();
  }

  private final class Counted extends FilterInputStream {
    private final long most;
    private long here;
    private int piece;

    private Counted(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int n = super.read(into, from, length);
      if (n <= 0) return n;
      unpacked += n;
      here += n;
      if (unpacked > limit || here > most) throw new Refused();
      for (int i = from; i < from + n; i++)
        if (into[i] == '>') piece = 0;
        else if (++piece > LONGEST_PIECE) throw new Refused();
      return n;
    }
  }
}
