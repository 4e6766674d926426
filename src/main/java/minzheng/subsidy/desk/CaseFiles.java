package minzheng.subsidy.desk;

import minzheng.cases.CaseTypes;
import minzheng.cases.CaseView;
import minzheng.cases.Cases;
import minzheng.documents.AttachmentOwner;
import org.springframework.stereotype.Component;

/** Files can be attached to a case while it is not decided. */
@Component
class CaseFiles implements AttachmentOwner {
  private final Cases cases;
  private final CaseTypes types;

  CaseFiles(Cases cases, CaseTypes types) {
    this.cases = cases;
    this.types = types;
  }

  @Override
  public String type() {
    return SubsidyCaseType.OWNER;
  }

  @Override
  public Owner owner(long id) {
    CaseView file = cases.get(id);
    var type = types.get(file.type());
    return new Owner(
        id,
        file.region(),
        type.title() + " " + file.number(),
        type.url(id) + "/papers",
        file.type(),
        file.lawDay(),
        file.decided() ? "案件已办结，不能再增减材料" : null);
  }
}
