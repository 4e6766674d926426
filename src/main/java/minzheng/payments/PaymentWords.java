package minzheng.payments;

import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of payments in the audit trail; programmes wherever they stand. */
@Component
class PaymentWords implements CodeWords {
  private final ProgrammeNames programmes;

  PaymentWords(ProgrammeNames programmes) {
    this.programmes = programmes;
  }

  @Override
  public String word(String objectType, String field, String code) {
    if (objectType.equals("退回款项") && field.equals("state"))
      return CodeWords.label(Handling.class, code);
    if (!field.equals("programme") && !field.equals("code")) return null;
    return programmes.all().stream()
        .filter(p -> p.code().equals(code))
        .findFirst()
        .map(PaidProgramme::title)
        .orElse(null);
  }
}
