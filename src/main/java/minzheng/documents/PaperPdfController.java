package minzheng.documents;

import java.nio.charset.StandardCharsets;
import minzheng.security.CurrentUser;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** An issued paper as a file to keep, send or print; taking it is logged like opening it. */
@Controller
@PreAuthorize("hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER', 'SUPERVISOR', 'FINANCE')")
class PaperPdfController {
  private final IssuedPapers issued;
  private final PaperPdf pdf;

  PaperPdfController(IssuedPapers issued, PaperPdf pdf) {
    this.issued = issued;
    this.pdf = pdf;
  }

  @GetMapping("/documents/papers/{id:[0-9]+}.pdf")
  ResponseEntity<byte[]> file(@PathVariable long id, @AuthenticationPrincipal CurrentUser user) {
    var paper = issued.open(id, user);
    var disposition =
        ContentDisposition.attachment()
            .filename(paper.title() + paper.number() + ".pdf", StandardCharsets.UTF_8)
            .build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_PDF)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition.toString())
        .header("X-Content-Type-Options", "nosniff")
        .cacheControl(CacheControl.noStore())
        .body(pdf.render(paper));
  }
}
