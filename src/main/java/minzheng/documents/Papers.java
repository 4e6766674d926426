package minzheng.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import minzheng.kernel.Actor;
import minzheng.kernel.NotFound;
import minzheng.kernel.RuleViolation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 所需材料: which papers a case needs, which of them are here, and what is still missing. */
@Service
public class Papers {
  /** The paper code of a file outside the required list. */
  public static final String OTHER = "OTHER";

  private final JdbcClient jdbc;
  private final Attachments attachments;
  private final ObjectProvider<AttachmentOwner> owners;

  Papers(JdbcClient jdbc, Attachments attachments, ObjectProvider<AttachmentOwner> owners) {
    this.jdbc = jdbc;
    this.attachments = attachments;
    this.owners = owners;
  }

  /** The papers of a kind of case as the law stands on the day, in the order they are asked for. */
  @Transactional(readOnly = true)
  public List<PaperRequirement> required(String caseType, LocalDate day) {
    return jdbc.sql(
            """
            SELECT paper_code, name, signed_by, obtainable_by_check, condition, basis
            FROM paper_requirement
            WHERE case_type = :type AND valid_from <= :day
              AND (valid_to IS NULL OR valid_to >= :day)
            ORDER BY position, paper_code
            """)
        .param("type", caseType)
        .param("day", day)
        .query(PaperRequirement.class)
        .list();
  }

  /** What a case still lacks and may be asked for; nothing a data check obtains is ever in it. */
  @Transactional(readOnly = true)
  public List<PaperRequirement> missing(
      String ownerType, long ownerId, String caseType, LocalDate day) {
    var codes =
        attachments.of(ownerType, ownerId).stream()
            .filter(a -> !a.removed())
            .map(Attachment::paperCode)
            .collect(Collectors.toSet());
    return required(caseType, day).stream()
        .filter(r -> r.demanded() && !codes.contains(r.paperCode()))
        .toList();
  }

  /**
   * The papers of a record as its page shows them.
   *
   * @throws NotFound when the record is not in the scope
   */
  @Transactional(readOnly = true)
  public PaperPanel panel(String ownerType, long ownerId) {
    var owner = owner(ownerType, ownerId);
    List<PaperRequirement> required =
        owner.caseType() == null ? List.of() : required(owner.caseType(), owner.day());
    Map<String, PaperRequirement> byCode =
        required.stream()
            .collect(Collectors.toMap(PaperRequirement::paperCode, Function.identity()));
    var files = attachments.of(ownerType, ownerId);
    return new PaperPanel(
        ownerType,
        owner,
        required.stream()
            .map(
                r ->
                    new PaperPanel.Row(
                        r,
                        files.stream().filter(f -> f.paperCode().equals(r.paperCode())).toList()))
            .toList(),
        files.stream().filter(f -> !byCode.containsKey(f.paperCode())).toList());
  }

  /**
   * The record a file belongs to, as its own module sees it.
   *
   * @throws NotFound when it does not exist or lies outside the scope
   */
  @Transactional(readOnly = true)
  public AttachmentOwner.Owner owner(String ownerType, long ownerId) {
    return owners
        .orderedStream()
        .filter(o -> o.type().equals(ownerType))
        .findFirst()
        .orElseThrow(() -> new NotFound("记录"))
        .owner(ownerId);
  }

  /**
   * Takes a file for a record.
   *
   * @param paperCode of the record's list, or {@link #OTHER}
   * @throws RuleViolation when the record is closed or the file cannot be taken
   * @throws NotFound when the record is not in the scope
   */
  @Transactional
  public long upload(String ownerType, long ownerId, String paperCode, Upload upload, Actor by) {
    var owner = changeable(ownerType, ownerId);
    boolean known =
        OTHER.equals(paperCode)
            || owner.caseType() != null
                && required(owner.caseType(), owner.day()).stream()
                    .anyMatch(r -> r.paperCode().equals(paperCode));
    if (!known) throw new RuleViolation("paperCode", "请选择这是哪一种材料。");
    return attachments.add(ownerType, ownerId, owner.region(), paperCode, upload, by);
  }

  /** Takes a file out of its record, which must still be open, with a reason. */
  @Transactional
  public void remove(long attachmentId, String reason, Actor by) {
    var attachment = attachments.get(attachmentId);
    changeable(attachment.ownerType(), attachment.ownerId());
    attachments.remove(attachmentId, reason, by);
  }

  /**
   * A file that may be taken out of its record.
   *
   * @throws RuleViolation when the record is closed, or the file is out already
   */
  @Transactional(readOnly = true)
  public Attachment removable(long attachmentId) {
    var attachment = attachments.get(attachmentId);
    changeable(attachment.ownerType(), attachment.ownerId());
    if (attachment.removed()) throw Attachments.alreadyRemoved();
    return attachment;
  }

  private AttachmentOwner.Owner changeable(String ownerType, long ownerId) {
    var owner = owner(ownerType, ownerId);
    if (owner.closed() != null) throw new RuleViolation(null, owner.closed());
    return owner;
  }
}
