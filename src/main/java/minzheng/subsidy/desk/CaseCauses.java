package minzheng.subsidy.desk;

import java.util.List;
import java.util.Optional;
import minzheng.cases.Cases;
import minzheng.payments.CauseLink;
import minzheng.security.CurrentUser;
import org.springframework.stereotype.Component;

/** From what is paid to the case, or the change, that decided it. */
@Component
class CaseCauses implements CauseLink {
  private static final String PREFIX = "case:";

  private final Cases cases;

  CaseCauses(Cases cases) {
    this.cases = cases;
  }

  /** Whoever reads what is paid reads its case too, where it lies in the reader's area. */
  @Override
  public Optional<String> url(String cause, CurrentUser reader) {
    if (!cause.matches(PREFIX + "\\d+")) return Optional.empty();
    long id = Long.parseLong(cause.substring(PREFIX.length()));
    return cases.byIds(List.of(id)).stream().findFirst().map(c -> "/subsidy/cases/" + id);
  }
}
