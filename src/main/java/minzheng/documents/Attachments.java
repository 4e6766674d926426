package minzheng.documents;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import minzheng.audit.Audit;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files handed in: the one class through which bytes enter and leave. The table is append-only; a
 * removal is a row of its own with its reason.
 */
@Service
public class Attachments {
  private static final String SELECT =
      """
      SELECT a.id, a.region, a.owner_type, a.owner_id, a.paper_code, a.file_name, a.content_type,
             a.size, a.sha256, a.pages, a.uploader, a.uploaded_at,
             r.reason, r.remover, r.removed_at
      FROM attachment a LEFT JOIN attachment_removal r ON r.attachment_id = a.id
      """;

  private final JdbcClient jdbc;
  private final FileCheck check;
  private final Audit audit;
  private final Clock clock;

  Attachments(JdbcClient jdbc, FileCheck check, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.check = check;
    this.audit = audit;
    this.clock = clock;
  }

  /** A file with its bytes. */
  public record Content(Attachment attachment, byte[] bytes) {}

  /**
   * Keeps a file.
   *
   * @param region of the record it belongs to
   * @param paperCode a code of the required-paper list, or {@link Papers#OTHER}
   * @throws RuleViolation (field "file" or "pages") when the file cannot be taken
   */
  @Transactional
  public long add(
      String ownerType, long ownerId, String region, String paperCode, Upload upload, Actor by) {
    var accepted = check.check(upload);
    if (upload.pages() != null && (upload.pages() < 1 || upload.pages() > 9999))
      throw new RuleViolation("pages", "页数应为 1 到 9999 的整数。");
    String hash = sha256(upload.content());
    refuseTwice(ownerType, ownerId, paperCode, hash);
    long id =
        jdbc.sql(
                """
                INSERT INTO attachment (region, owner_type, owner_id, paper_code, file_name,
                  content_type, size, sha256, pages, content, uploaded_by, uploader, uploaded_at)
                VALUES (:region, :ownerType, :ownerId, :paper, :name, :type, :size, :hash, :pages,
                  :content, :by, :uploader, :at) RETURNING id
                """)
            .param("region", region)
            .param("ownerType", ownerType)
            .param("ownerId", ownerId)
            .param("paper", paperCode)
            .param("name", accepted.fileName())
            .param("type", accepted.contentType())
            .param("size", upload.content().length)
            .param("hash", hash)
            .param("pages", pages(accepted, upload))
            .param("content", upload.content())
            .param("by", by.accountId())
            .param("uploader", by.name())
            .param("at", Timestamp.from(clock.instant()))
            .query(Long.class)
            .single();
    audit.write(
        "上传附件",
        "附件",
        id,
        region,
        null,
        null,
        Map.of(
            "owner",
            ownerType + " " + ownerId,
            "paper",
            paperCode,
            "file",
            accepted.fileName(),
            "sha256",
            hash));
    return id;
  }

  /** All files of a record, removed ones too, in the order they came. */
  @Transactional(readOnly = true)
  public List<Attachment> of(String ownerType, long ownerId) {
    return jdbc.sql(SELECT + " WHERE a.owner_type = ? AND a.owner_id = ? ORDER BY a.id")
        .params(ownerType, ownerId)
        .query((rs, i) -> attachment(rs))
        .list();
  }

  /**
   * @throws NotFound when there is no such file in the scope
   */
  @Transactional(readOnly = true)
  public Attachment get(long id) {
    return jdbc.sql(SELECT + " WHERE a.id = ?")
        .param(id)
        .query((rs, i) -> attachment(rs))
        .optional()
        .orElseThrow(() -> new NotFound("附件"));
  }

  /**
   * Opens a file for reading, which is logged.
   *
   * @throws NotFound when there is no such file in the scope, or it was removed
   */
  @Transactional
  public Content open(long id) {
    var attachment = get(id);
    if (attachment.removed()) throw new NotFound("附件");
    byte[] bytes =
        jdbc.sql("SELECT content FROM attachment WHERE id = ?")
            .param(id)
            .query((rs, i) -> rs.getBytes(1))
            .single();
    audit.write(
        "查看附件",
        "附件",
        id,
        attachment.region(),
        null,
        null,
        Map.of(
            "owner",
            attachment.ownerType() + " " + attachment.ownerId(),
            "file",
            attachment.fileName()));
    return new Content(attachment, bytes);
  }

  /** Takes a file out of its record. It stays in the table, with who did it and why. */
  @Transactional
  public void remove(long id, String reason, Actor by) {
    var attachment = get(id);
    if (reason == null || reason.isBlank()) throw new RuleViolation("reason", "请填写删除附件的原因。");
    int removed =
        jdbc.sql(
                """
                INSERT INTO attachment_removal
                  (attachment_id, region, reason, removed_by, remover, removed_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
                """)
            .params(
                id,
                attachment.region(),
                reason.strip(),
                by.accountId(),
                by.name(),
                Timestamp.from(clock.instant()))
            .update();
    if (removed == 0) throw alreadyRemoved();
    audit.write(
        "删除附件",
        "附件",
        id,
        attachment.region(),
        reason.strip(),
        Map.of("file", attachment.fileName(), "sha256", attachment.sha256()),
        null);
  }

  static RuleViolation alreadyRemoved() {
    return new RuleViolation(null, "这个附件已经被删除，请刷新页面查看。");
  }

  /** A picture is one page whatever was typed. */
  private static Integer pages(FileCheck.Accepted accepted, Upload upload) {
    if (accepted.contentType().startsWith("image/")) return Integer.valueOf(1);
    return upload.pages();
  }

  private void refuseTwice(String ownerType, long ownerId, String paperCode, String hash) {
    of(ownerType, ownerId).stream()
        .filter(a -> !a.removed() && a.paperCode().equals(paperCode) && a.sha256().equals(hash))
        .findFirst()
        .ifPresent(
            a -> {
              throw new RuleViolation(
                  FileCheck.FIELD, "同样的文件已由%s上传过（%s），不用再传。".formatted(a.uploader(), a.fileName()));
            });
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Attachment attachment(ResultSet rs) throws SQLException {
    var removedAt = rs.getTimestamp("removed_at");
    return new Attachment(
        rs.getLong("id"),
        rs.getString("region"),
        rs.getString("owner_type"),
        rs.getLong("owner_id"),
        rs.getString("paper_code"),
        rs.getString("file_name"),
        rs.getString("content_type"),
        rs.getLong("size"),
        rs.getString("sha256"),
        rs.getObject("pages", Integer.class),
        rs.getString("uploader"),
        rs.getTimestamp("uploaded_at").toInstant(),
        removedAt == null
            ? null
            : new Attachment.Removal(
                rs.getString("reason"), rs.getString("remover"), removedAt.toInstant()));
  }
}
