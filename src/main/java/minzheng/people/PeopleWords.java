package minzheng.people;

import java.util.function.Function;
import minzheng.kernel.Sex;
import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of persons, households and facts in the audit trail. */
@Component
class PeopleWords implements CodeWords {
  @Override
  public String word(String objectType, String field, String code) {
    return switch (field) {
      case "relation" -> label(Relation.values(), Relation::label, code);
      case "docType" -> label(DocType.values(), DocType::label, code);
      case "sex" -> label(Sex.values(), Sex::label, code);
      case "kind" -> label(EvidenceKind.values(), EvidenceKind::label, code);
      default -> null;
    };
  }

  private static <E extends Enum<E>> String label(E[] all, Function<E, String> label, String code) {
    for (E each : all) if (each.name().equals(code)) return label.apply(each);
    return null;
  }
}
