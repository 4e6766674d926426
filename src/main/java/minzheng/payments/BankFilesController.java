package minzheng.payments;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Downloads of bank files: the finance desk's alone, each written to the trail. */
@Controller
@PreAuthorize("hasRole('FINANCE')")
class BankFilesController {
  private final BankFiles files;

  BankFilesController(BankFiles files) {
    this.files = files;
  }

  @GetMapping("/payments/files/{id}")
  ResponseEntity<byte[]> download(@PathVariable long id) {
    var download = files.download(id);
    String name = URLEncoder.encode(download.file().name(), StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .header("Content-Type", download.file().format().contentType())
        .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
        .header("Cache-Control", "no-store")
        .body(download.content());
  }

  @PostMapping("/payments/runs/{run}/files")
  String another(
      @PathVariable long run,
      @RequestParam BankFormat format,
      @AuthenticationPrincipal CurrentUser user,
      RedirectAttributes flash) {
    try {
      var file = files.another(run, format, user.actor());
      flash.addFlashAttribute("done", "已生成 " + file.name() + "，内容与送银行的文件相同。");
    } catch (RuleViolation refused) {
      flash.addFlashAttribute("refused", refused.getMessage());
    }
    return "redirect:/payments/runs/" + run;
  }
}
