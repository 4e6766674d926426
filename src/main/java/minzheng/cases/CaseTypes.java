package minzheng.cases;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import minzheng.kernel.RuleViolation;
import minzheng.web.Tone;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The case types of all desks. */
@Component
public class CaseTypes {
  private final ObjectProvider<CaseType> contributed;
  private volatile Map<String, CaseType> types;

  /** Asked for at the first use: a desk's type may itself need {@link Cases}. */
  CaseTypes(ObjectProvider<CaseType> contributed) {
    this.contributed = contributed;
  }

  /**
   * @throws RuleViolation when there is no such type
   */
  public CaseType get(String code) {
    CaseType type = types().get(code);
    if (type == null) throw new RuleViolation("type", "没有这种案件类型：" + code);
    return type;
  }

  /** In the desks' order. */
  public Collection<CaseType> all() {
    return List.copyOf(types().values());
  }

  /** The state of a case; a state that its procedure no longer knows keeps its code as name. */
  public State state(CaseView file) {
    return get(file.type())
        .procedure()
        .state(file.state())
        .orElseGet(() -> State.of(file.state(), file.state(), Tone.PLAIN));
  }

  private Map<String, CaseType> types() {
    if (types == null) {
      var found = new LinkedHashMap<String, CaseType>();
      contributed
          .orderedStream()
          .forEach(
              type -> {
                if (found.put(type.code(), type) != null)
                  throw new IllegalStateException("Two case types are called " + type.code());
              });
      types = found;
    }
    return types;
  }
}
