package minzheng.cases;

import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of the states of cases in the audit trail. */
@Component
class CaseWords implements CodeWords {
  private final CaseTypes types;

  CaseWords(CaseTypes types) {
    this.types = types;
  }

  @Override
  public String word(String objectType, String field, String code) {
    if (!objectType.equals("案件") || !field.equals("state")) return null;
    return types.all().stream()
        .flatMap(type -> type.procedure().state(code).stream())
        .findFirst()
        .map(State::label)
        .orElse(null);
  }
}
