package minzheng.documents;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 文书查验: anybody holding a paper checks it here, without signing in. Reads the extract alone. */
@Controller
class VerifyController {
  private final IssuedPapers issued;

  VerifyController(IssuedPapers issued) {
    this.issued = issued;
  }

  @GetMapping("/verify")
  String ask(@RequestParam(defaultValue = "") String key) {
    String normal = VerifyKey.normal(key);
    return normal.isEmpty() ? "documents/verify" : "redirect:/verify/" + normal;
  }

  @GetMapping("/verify/{key}")
  String show(@PathVariable String key, Model model, HttpServletResponse response) {
    model.addAttribute("key", VerifyKey.printed(VerifyKey.normal(key)));
    var found = issued.verify(key);
    if (found.isPresent()) model.addAttribute("extract", found.get());
    else {
      model.addAttribute("unknown", true);
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
    return "documents/verify";
  }
}
