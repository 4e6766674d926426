package minzheng.documents;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import minzheng.security.Role;

/**
 * A kind of printed paper. Each upper module contributes one bean per kind; this module numbers,
 * freezes, prints and verifies them without knowing what they say.
 */
public interface Paper {
  /**
   * What of a kind never changes.
   *
   * @param code stored with each copy, such as DIBAO_REFUSAL
   * @param title printed on top, such as 不予认定通知书
   * @param ownerType the kind of record it is issued for, such as CASE
   * @param template the fragment that prints the text between heading and signature, such as {@code
   *     subsidy/paper-refusal :: body}; it reads the map {@code facts}
   * @param served whether it is served on somebody, so that its delivery is recorded; else it is
   *     only kept
   * @param readers who may open its copies and finds them in the list of papers
   */
  record About(
      String code,
      String title,
      String ownerType,
      String template,
      boolean served,
      Set<Role> readers) {
    /** One that is served and read by those who handle cases. */
    public About(String code, String title, String ownerType, String template) {
      this(
          code,
          title,
          ownerType,
          template,
          true,
          Set.of(Role.CASEWORKER, Role.REVIEWER, Role.APPROVER, Role.SUPERVISOR));
    }

    /** The same, only kept. */
    public About kept() {
      return new About(code, title, ownerType, template, false, readers);
    }

    public About readBy(Role... roles) {
      return new About(code, title, ownerType, template, served, Set.of(roles));
    }
  }

  About about();

  default String kind() {
    return about().code();
  }

  default String title() {
    return about().title();
  }

  default String ownerType() {
    return about().ownerType();
  }

  default String template() {
    return about().template();
  }

  default Set<Role> readers() {
    return about().readers();
  }

  default boolean served() {
    return about().served();
  }

  /**
   * What the paper says, read inside the caller's transaction and scope.
   *
   * @throws minzheng.kernel.RuleViolation when it cannot be issued now
   * @throws minzheng.kernel.NotFound when the record is not in the scope
   */
  Facts facts(long ownerId);

  /** Where it is issued and its copies are listed; null: the page of the record's files. */
  default Origin origin(long ownerId) {
    return null;
  }

  /** A page by its title. */
  record Origin(String title, String url) {}

  /**
   * What a paper says.
   *
   * @param region of the record; the copy is seen where the record is seen
   * @param office printed above the title and in the signature
   * @param day the day the paper bears
   * @param series the number is the next of this series and year: 锦江民救不认 gives 锦江民救不认〔2026〕41号;
   *     null when {@code number} is given
   * @param number a number the record has already, or null
   * @param body for the template: texts as printed, lists and maps of them; kept as JSON
   * @param shown what anybody holding the paper may check, a part of what it shows
   */
  record Facts(
      String region,
      String office,
      LocalDate day,
      String series,
      String number,
      Map<String, ?> body,
      List<Line> shown) {}

  /** A label with its text, such as 决定 · 不予认定. */
  record Line(String label, String text) {}
}
