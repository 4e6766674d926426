package minzheng.subsidy.desk;

import java.util.List;
import java.util.Optional;
import minzheng.cases.CaseView;
import minzheng.security.CurrentUser;
import minzheng.subsidy.desk.CaseExtra.Extra;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The further cards of a case page. */
@Component
class CaseExtras {
  private final ObjectProvider<CaseExtra> contributions;

  CaseExtras(ObjectProvider<CaseExtra> contributions) {
    this.contributions = contributions;
  }

  List<Extra> of(CaseView file, SubsidyCase own, CurrentUser user) {
    return contributions
        .orderedStream()
        .map(extra -> extra.of(file, own, user))
        .flatMap(Optional::stream)
        .toList();
  }
}
