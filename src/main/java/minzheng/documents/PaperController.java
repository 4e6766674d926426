package minzheng.documents;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Option;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An issued paper: on the screen and in print, its delivery, and declaring it void. */
@Controller
@RequestMapping("/documents/papers/{id}")
@PreAuthorize("hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER', 'SUPERVISOR', 'FINANCE')")
class PaperController {
  private static final List<Option> WAYS =
      Arrays.stream(IssuedPaper.Way.values()).map(w -> new Option(w.name(), w.label())).toList();

  private final IssuedPapers issued;
  private final Papers papers;
  private final PublicAddress address;

  PaperController(IssuedPapers issued, Papers papers, PublicAddress address) {
    this.issued = issued;
    this.papers = papers;
    this.address = address;
  }

  @GetMapping
  String show(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Model model) {
    return page(issued.open(id, user), model);
  }

  @PostMapping("/delivery")
  @PreAuthorize("hasAnyRole('CASEWORKER', 'REVIEWER', 'APPROVER')")
  String deliver(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String way,
      @RequestParam(defaultValue = "") String receiver,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    issued.readable(id, user);
    try {
      issued.deliver(id, day(on), way(way), receiver, user.actor());
    } catch (RuleViolation refused) {
      model.addAttribute("typedOn", on);
      model.addAttribute("typedWay", way);
      model.addAttribute("typedReceiver", receiver);
      return refused(id, refused, model, response);
    }
    flash.addFlashAttribute("done", "已登记送达。");
    return "redirect:/documents/papers/" + id;
  }

  @PostMapping("/withdrawal")
  @PreAuthorize("hasAnyRole('REVIEWER', 'APPROVER')")
  String withdraw(
      @PathVariable long id,
      @RequestParam(defaultValue = "") String reason,
      @AuthenticationPrincipal CurrentUser user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    issued.readable(id, user);
    try {
      issued.withdraw(id, reason, user.actor());
    } catch (RuleViolation refused) {
      model.addAttribute("typedReason", reason);
      return refused(id, refused, model, response);
    }
    flash.addFlashAttribute("done", "文书已作废，查验页会如实显示。");
    return "redirect:/documents/papers/" + id;
  }

  private String refused(
      long id, RuleViolation refused, Model model, HttpServletResponse response) {
    model.addAttribute("problem", new Problem(refused.field(), refused.getMessage()));
    response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
    return page(issued.get(id), model);
  }

  private String page(IssuedPaper paper, Model model) {
    model.addAttribute("paper", paper);
    var kind = issued.kind(paper.kind());
    model.addAttribute("served", kind.served());
    model.addAttribute("paperState", paper.state(kind.served()));
    model.addAttribute("facts", paper.facts());
    model.addAttribute("letter", kind.template());
    model.addAttribute("owner", origin(kind, paper));
    model.addAttribute("code", QrCode.of(address.of("/verify/" + paper.verifyKey())));
    model.addAttribute("ways", WAYS);
    return "documents/paper";
  }

  private Paper.Origin origin(Paper kind, IssuedPaper paper) {
    var origin = kind.origin(paper.ownerId());
    if (origin != null) return origin;
    var owner = papers.owner(paper.ownerType(), paper.ownerId());
    return new Paper.Origin(owner.title(), owner.url());
  }

  private static LocalDate day(String typed) {
    try {
      return typed.isBlank() ? null : LocalDate.parse(typed.strip());
    } catch (DateTimeParseException e) {
      throw new RuleViolation("on", "日期应写成 2026-11-18 的样子，并且真实存在。");
    }
  }

  private static IssuedPaper.Way way(String typed) {
    return Arrays.stream(IssuedPaper.Way.values())
        .filter(w -> w.name().equals(typed))
        .findFirst()
        .orElse(null);
  }
}
