package minzheng.documents;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Files of a record: the list with its upload form, one file, and taking a file out. */
@Controller
@RequestMapping("/documents")
@PreAuthorize("hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER', 'SUPERVISOR')")
class AttachmentController {
  /**
   * Pictures are shown with nothing allowed. Chromium's viewer is an object that it does not show
   * in a sandbox, so a PDF gets the same policy without it; its scripts have no origin there.
   */
  private static final String POLICY =
      "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'";

  private static final String MAY_CHANGE = "hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER')";

  private final Papers papers;
  private final Attachments attachments;

  AttachmentController(Papers papers, Attachments attachments) {
    this.papers = papers;
    this.attachments = attachments;
  }

  @GetMapping("/of/{ownerType}/{ownerId}")
  String list(@PathVariable String ownerType, @PathVariable long ownerId, Model model) {
    model.addAttribute("papers", papers.panel(ownerType, ownerId));
    return "documents/papers";
  }

  /** Answers with the list alone when htmx asks, so that the rest of the page stays as typed. */
  @PostMapping("/of/{ownerType}/{ownerId}")
  @PreAuthorize(MAY_CHANGE)
  String upload(
      @PathVariable String ownerType,
      @PathVariable long ownerId,
      @RequestParam(defaultValue = "") String paperCode,
      @RequestParam(defaultValue = "") String pages,
      @RequestParam(required = false) MultipartFile file,
      @RequestHeader(name = "HX-Request", required = false) String htmx,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response)
      throws IOException {
    try {
      papers.upload(ownerType, ownerId, paperCode, read(file, pages), user.actor());
    } catch (RuleViolation refused) {
      model.addAttribute("papers", papers.panel(ownerType, ownerId));
      model.addAttribute("problem", new Problem(refused.field(), refused.getMessage()));
      model.addAttribute("typedCode", paperCode);
      model.addAttribute("typedPages", pages);
      if (htmx != null) return "documents/papers :: panel(papers=${papers})";
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return "documents/papers";
    }
    if (htmx == null) {
      flash.addFlashAttribute("done", "已上传“" + file.getOriginalFilename() + "”。");
      return "redirect:" + papers.owner(ownerType, ownerId).url();
    }
    model.addAttribute("papers", papers.panel(ownerType, ownerId));
    model.addAttribute("uploaded", file.getOriginalFilename());
    return "documents/papers :: panel(papers=${papers})";
  }

  @GetMapping("/files/{id}")
  ResponseEntity<byte[]> open(
      @PathVariable long id, @RequestParam(required = false) String download) {
    var content = attachments.open(id);
    var attachment = content.attachment();
    var disposition =
        (download == null ? ContentDisposition.inline() : ContentDisposition.attachment())
            .filename(attachment.fileName(), StandardCharsets.UTF_8)
            .build();
    boolean sandbox = attachment.image() || download != null;
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(attachment.contentType()))
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", sandbox ? "sandbox; " + POLICY : POLICY)
        .body(content.bytes());
  }

  @GetMapping("/files/{id}/removal")
  @PreAuthorize(MAY_CHANGE)
  String askRemoval(@PathVariable long id, Model model) {
    return removal(papers.removable(id), model);
  }

  private String removal(Attachment attachment, Model model) {
    model.addAttribute("file", attachment);
    model.addAttribute("owner", papers.owner(attachment.ownerType(), attachment.ownerId()));
    return "documents/removal";
  }

  @PostMapping("/files/{id}/removal")
  @PreAuthorize(MAY_CHANGE)
  String remove(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    try {
      papers.remove(id, reason, user.actor());
    } catch (RuleViolation refused) {
      model.addAttribute("problem", new Problem(refused.field(), refused.getMessage()));
      model.addAttribute("typedReason", reason);
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
      return removal(attachments.get(id), model);
    }
    var attachment = attachments.get(id);
    flash.addFlashAttribute("done", "已删除“" + attachment.fileName() + "”，原件和原因留有记录。");
    return "redirect:" + papers.owner(attachment.ownerType(), attachment.ownerId()).url();
  }

  private static Upload read(MultipartFile file, String pages) throws IOException {
    Integer count = null;
    if (!pages.isBlank()) {
      if (!pages.strip().matches("[0-9]{1,4}"))
        throw new RuleViolation("pages", "页数应为 1 到 9999 的整数。");
      count = Integer.valueOf(pages.strip());
    }
    if (file == null) return new Upload("", null, new byte[0], count);
    if (file.getSize() > FileCheck.MAX_BYTES) throw FileCheck.tooLarge(); // before it fills memory
    return new Upload(file.getOriginalFilename(), file.getContentType(), file.getBytes(), count);
  }
}
