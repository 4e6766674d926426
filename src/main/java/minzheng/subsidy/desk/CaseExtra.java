package minzheng.subsidy.desk;

import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.security.CurrentUser;
import minzheng.web.Fact;

/** A further card of the case page with its buttons, contributed from beside the desk. */
public interface CaseExtra {
  /**
   * A card.
   *
   * @param instead what counts in the place of the determination, as a sentence, or null
   */
  record Extra(String caption, List<Fact> facts, List<Link> links, String instead) {
    public Extra(String caption, List<Fact> facts, List<Link> links) {
      this(caption, facts, links, null);
    }
  }

  /** A button over the page. */
  record Link(String text, String url) {}

  /** The card for a case, or empty. */
  Optional<Extra> of(CaseView file, SubsidyCase own, CurrentUser user);
}
