package minzheng.cases;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import minzheng.documents.IssuedPapers;
import minzheng.jurisdiction.Regions;
import minzheng.kernel.RuleViolation;
import minzheng.security.CurrentUser;
import minzheng.web.Option;
import minzheng.web.Typed;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;

/** Puts a case's notice on a page: its own, or a tab of the desk's case page. */
@Component
public class NoticeBoards {
  private final Notices notices;
  private final CaseTypes types;
  private final CaseBoards boards;
  private final Regions regions;
  private final IssuedPapers issued;

  NoticeBoards(
      Notices notices, CaseTypes types, CaseBoards boards, Regions regions, IssuedPapers issued) {
    this.notices = notices;
    this.types = types;
    this.boards = boards;
    this.regions = regions;
    this.issued = issued;
  }

  /** Where and since when the notice hangs. */
  record PostForm(List<String> places, String other, String from, String reason, Integer version) {
    Notices.Posting posting() {
      var all = new LinkedHashSet<>(places == null ? List.<String>of() : places);
      if (Typed.textOrNull(other) != null) all.add(other.strip());
      return new Notices.Posting(
          List.copyOf(all), day(from, "from"), Typed.textOrNull(reason), version);
    }
  }

  /** An objection as it came in. */
  record ObjectionForm(
      String objector, String contact, String content, String receivedOn, String late) {
    Notices.Objecting objecting() {
      return new Notices.Objecting(
          objector,
          Typed.textOrNull(contact),
          content,
          day(receivedOn, "receivedOn"),
          Typed.textOrNull(late));
    }
  }

  /**
   * Everything the fragment {@code cases/notices-of-case :: notices} needs: {@code noticeBoard},
   * {@code board}, and empty forms unless the model has typed ones.
   */
  @Transactional(readOnly = true)
  public void fill(Model model, CaseView file, CurrentUser user) {
    CaseBoard board = boards.of(file, user);
    NoticeRule rule = types.get(file.type()).procedure().notice();
    model.addAttribute("board", board);
    model.addAttribute(
        "noticeBoard",
        new NoticeBoard(
            board,
            notices.ofCase(file.id()),
            notices.objections(file.id()),
            rule == null ? null : choice(board, rule.post()),
            rule == null ? null : choice(board, rule.object()),
            communities(file),
            issued.of(NoticePaper.OWNER, file.id()).stream()
                .filter(p -> p.kind().equals(NoticePaper.KIND))
                .toList()));
    if (!model.containsAttribute("posting")) {
      var home = file.region().length() == 12 ? List.of(file.region()) : List.<String>of();
      model.addAttribute("posting", new PostForm(home, null, null, null, file.version()));
    }
    if (!model.containsAttribute("objection"))
      model.addAttribute("objection", new ObjectionForm(null, null, null, null, null));
  }

  private List<Option> communities(CaseView file) {
    String street = Desk.STREET.office(file.region());
    if (street.length() < 9) return List.of();
    return regions.inside(street).stream()
        .filter(r -> r.code().length() == 12)
        .map(r -> new Option(r.code(), r.name()))
        .toList();
  }

  private static Cases.Choice choice(CaseBoard board, String action) {
    return board.choices().stream()
        .filter(c -> Objects.equals(c.step().action(), action))
        .findFirst()
        .orElse(null);
  }

  private static LocalDate day(String text, String field) {
    try {
      return Typed.dateOrNull(text);
    } catch (RuleViolation e) {
      throw e.at(field);
    }
  }
}
