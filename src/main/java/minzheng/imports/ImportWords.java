package minzheng.imports;

import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of the kinds of tables in the audit trail. */
@Component
class ImportWords implements CodeWords {
  private final ImportKinds kinds;

  ImportWords(ImportKinds kinds) {
    this.kinds = kinds;
  }

  @Override
  public String word(String objectType, String field, String code) {
    if (!objectType.equals(Imports.TYPE) || !field.equals("kind")) return null;
    return kinds.all().stream()
        .filter(kind -> kind.code().equals(code))
        .findFirst()
        .map(ImportKind::label)
        .orElse(null);
  }
}
