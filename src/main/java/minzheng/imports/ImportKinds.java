package minzheng.imports;

import java.util.List;
import minzheng.kernel.NotFound;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the registers let be imported. */
@Component
class ImportKinds {
  private final ObjectProvider<ImportKind> kinds;

  ImportKinds(ObjectProvider<ImportKind> kinds) {
    this.kinds = kinds;
  }

  /** In the order of their beans. */
  List<ImportKind> all() {
    return kinds.orderedStream().toList();
  }

  ImportKind get(String code) {
    return kinds.stream()
        .filter(k -> k.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new NotFound("导入类别"));
  }
}
