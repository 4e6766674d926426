package minzheng.subsidy.desk;

import java.util.List;
import java.util.Optional;
import minzheng.cases.Cases;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.CaseExtra.Extra;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The further cards of a case page. */
@Service
class CaseExtras {
  private final Cases cases;
  private final SubsidyCases subsidyCases;
  private final ObjectProvider<CaseExtra> contributions;

  CaseExtras(Cases cases, SubsidyCases subsidyCases, ObjectProvider<CaseExtra> contributions) {
    this.cases = cases;
    this.subsidyCases = subsidyCases;
    this.contributions = contributions;
  }

  @Transactional(readOnly = true)
  public List<Extra> of(long caseId, CurrentUser user) {
    var file = cases.get(caseId);
    var own = subsidyCases.get(caseId);
    return contributions
        .orderedStream()
        .map(extra -> extra.of(file, own, user))
        .flatMap(Optional::stream)
        .toList();
  }
}
