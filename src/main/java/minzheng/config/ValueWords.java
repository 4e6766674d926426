package minzheng.config;

import java.util.Set;
import java.util.StringJoiner;
import minzheng.jurisdiction.Regions;
import minzheng.security.Role;
import minzheng.web.CodeWords;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** 审计内容: the codes of before and after in words; an unknown one stays as it is. */
@Component
class ValueWords {
  /** Fields that hold a division. */
  private static final Set<String> AREAS = Set.of("region", "area", "scope", "hukou", "to");

  private final ObjectProvider<CodeWords> modules;
  private final Regions regions;

  ValueWords(ObjectProvider<CodeWords> modules, Regions regions) {
    this.modules = modules;
    this.regions = regions;
  }

  /** What a field says; several values one after another, parts with their names, null for null. */
  String of(String objectType, String field, JsonNode value) {
    if (value == null || value.isNull()) return null;
    if (value.isBoolean()) return yesNo(value.booleanValue());
    if (value.isObject()) {
      var parts = new StringJoiner("；");
      for (var part : value.properties())
        parts.add(
            FieldWords.of(part.getKey()) + "：" + of(objectType, part.getKey(), part.getValue()));
      return parts.toString();
    }
    if (!value.isArray())
      return word(objectType, field, value.isString() ? value.stringValue() : value.toString());
    var words = new StringJoiner("、");
    for (JsonNode each : value) words.add(String.valueOf(of(objectType, field, each)));
    return words.toString();
  }

  private static String yesNo(boolean value) {
    return value ? "是" : "否";
  }

  private String word(String objectType, String field, String code) {
    if (AREAS.contains(field) && code.matches("[0-9]{4,12}") && regions.exists(code))
      return regions.path(code);
    if (!code.matches("[A-Za-z_]+")) return code;
    if (code.matches("true|false")) return yesNo(code.equals("true"));
    if (field.equals("roles"))
      for (Role role : Role.values()) if (role.name().equals(code)) return role.label();
    for (CodeWords module : modules) {
      String word = module.word(objectType, field, code);
      if (word != null) return word;
    }
    return code;
  }
}
