package minzheng.subsidy.oldage;

import minzheng.web.CodeWords;
import org.springframework.stereotype.Component;

/** Words of old-age lists in the audit trail. */
@Component
class OldAgeWords implements CodeWords {
  @Override
  public String word(String objectType, String field, String code) {
    return objectType.equals("高龄津贴名单人员") && field.equals("state")
        ? CodeWords.label(ItemState.class, code)
        : null;
  }
}
