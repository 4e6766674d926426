package minzheng.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Files for jobs, kept in the database in pieces of a megabyte: whichever node runs the job reads
 * them, and no heap ever holds one whole. Each piece is a transaction of its own; a file that was
 * not finished does not exist.
 */
@Service
public class JobFiles {
  private static final int CHUNK = 1 << 20;

  /** A writer that died leaves pieces behind for so long. */
  private static final Duration UNFINISHED = Duration.ofDays(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  JobFiles(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Keeps a file.
   *
   * @param maxBytes beyond this nothing is kept
   * @throws RuleViolation at “file” when it is larger
   */
  public StoredFile store(
      String region, String name, InputStream content, long maxBytes, Actor by) {
    try (var file = create(region, name, null, by)) {
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
        if (size > maxBytes)
          throw new RuleViolation(
              "file", "文件超过 %d MB，请拆分后分批上传。".formatted(maxBytes / (1024 * 1024)));
        file.write(buffer, 0, n);
      }
      return file.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Begins a file; {@link Writer#finish} makes it exist.
   *
   * @param keep how long it is kept; null: until it is removed
   */
  public Writer create(String region, String name, Duration keep, Actor by) {
    Instant expires = keep == null ? null : clock.instant().plus(keep);
    long id =
        transaction.execute(
            status ->
                jdbc.sql(
                        """
                        INSERT INTO job_file (region, name, stored_by, stored_at, expires_at)
                        VALUES (?, ?, ?, ?, ?) RETURNING id
                        """)
                    .params(region, name, by.accountId(), clock.instant().atOffset(ZoneOffset.UTC))
                    .param(expires == null ? null : expires.atOffset(ZoneOffset.UTC))
                    .query(Long.class)
                    .single());
    return new Writer(id, region);
  }

  /**
   * @throws NotFound when there is none in the scope
   */
  public StoredFile get(long id) {
    return transaction.execute(
        status ->
            jdbc.sql("SELECT * FROM job_file WHERE id = ? AND size IS NOT NULL")
                .param(id)
                .query(
                    (rs, i) ->
                        new StoredFile(
                            rs.getLong("id"),
                            rs.getString("region"),
                            rs.getString("name"),
                            rs.getLong("size"),
                            rs.getString("sha256"),
                            rs.getLong("stored_by"),
                            rs.getTimestamp("stored_at").toInstant()))
                .optional()
                .orElseThrow(() -> new NotFound("文件")));
  }

  /** The content, read piece by piece. */
  public InputStream open(long id) {
    get(id);
    return new Reader(id);
  }

  /** Takes a file away, with its content. */
  public void remove(long id) {
    transaction.executeWithoutResult(
        status -> jdbc.sql("DELETE FROM job_file WHERE id = ?").param(id).update());
  }

  /** Takes away what has expired or was never finished; under a scope over all. */
  int clear() {
    var now = clock.instant();
    return transaction.execute(
        status ->
            jdbc.sql("DELETE FROM job_file WHERE expires_at < ? OR size IS NULL AND stored_at < ?")
                .params(Timestamp.from(now), Timestamp.from(now.minus(UNFINISHED)))
                .update());
  }

  /** A file being written. Closed without {@link #finish} it is taken away. */
  public final class Writer extends OutputStream {
    private final long id;
    private final String region;
    private final byte[] piece = new byte[CHUNK];
    private final MessageDigest digest;
    private int filled;
    private int pieces;
    private long size;
    private boolean finished;

    private Writer(long id, String region) {
      this.id = id;
      this.region = region;
      try {
        digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      for (int at = from, left = length; left > 0; ) {
        int n = Math.min(left, CHUNK - filled);
        System.arraycopy(bytes, at, piece, filled, n);
        filled += n;
        at += n;
        left -= n;
        if (filled == CHUNK) send();
      }
    }

    /** Ends the file: from now on it exists. */
    public StoredFile finish() {
      if (filled > 0) send();
      transaction.executeWithoutResult(
          status ->
              jdbc.sql("UPDATE job_file SET size = ?, sha256 = ? WHERE id = ?")
                  .params(size, HexFormat.of().formatHex(digest.digest()), id)
                  .update());
      finished = true;
      return get(id);
    }

    @Override
    public void close() {
      if (!finished) remove(id);
    }

    private void send() {
      byte[] bytes = filled == CHUNK ? piece : java.util.Arrays.copyOf(piece, filled);
      digest.update(bytes);
      transaction.executeWithoutResult(
          status ->
              jdbc.sql("INSERT INTO job_file_chunk (file_id, n, region, bytes) VALUES (?, ?, ?, ?)")
                  .params(id, pieces, region, bytes)
                  .update());
      size += filled;
      pieces++;
      filled = 0;
    }
  }

  private final class Reader extends InputStream {
    private final long id;
    private byte[] piece = {};
    private int at;
    private int next;

    Reader(long id) {
      this.id = id;
    }

    @Override
    public int read() {
      return fill() ? piece[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (length == 0) return 0;
      if (!fill()) return -1;
      int n = Math.min(length, piece.length - at);
      System.arraycopy(piece, at, into, from, n);
      at += n;
      return n;
    }

    private boolean fill() {
      if (piece == null) return false;
      if (at < piece.length) return true;
      piece =
          transaction.execute(
              status ->
                  jdbc.sql("SELECT bytes FROM job_file_chunk WHERE file_id = ? AND n = ?")
                      .params(id, next)
                      .query((rs, i) -> rs.getBytes(1))
                      .optional()
                      .orElse(null));
      next++;
      at = 0;
      return piece != null;
    }
  }
}
