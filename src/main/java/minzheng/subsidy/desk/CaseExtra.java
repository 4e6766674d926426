package minzheng.subsidy.desk;

import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.security.CurrentUser;
import minzheng.web.Fact;

/** A further card of the case page with its buttons, contributed from beside the desk. */
public interface CaseExtra {
  /** A card. */
  record Extra(String caption, List<Fact> facts, List<Link> links) {}

  /** A button over the page. */
  record Link(String text, String url) {}

  /** The card for a case, or empty. */
  Optional<Extra> of(CaseView file, SubsidyCase own, CurrentUser user);
}
