package minzheng.subsidy.rules;

import java.util.ArrayList;
import java.util.List;
import minzheng.subsidy.rules.Facts.Away;

/** Who belongs: to the household, to the area, and whether they agreed to the check. */
final class HouseholdCriteria {
  private HouseholdCriteria() {}

  /** The household has a member at all; the article is the one on counting. */
  record Members(String article) implements Criterion {
    @Override
    public boolean alone() {
      return true;
    }

    @Override
    public Finding test(Situation s) {
      var counted = new ArrayList<String>();
      var others = new ArrayList<String>();
      List<Member> members = s.facts().members();
      for (int i = 0; i < members.size(); i++) {
        if (s.counted().contains(i)) counted.add(members.get(i).relation().label());
        else others.add(members.get(i).called() + s.whyNotCounted(i));
      }
      String text = counted.isEmpty() ? "没有计入的成员" : String.join("、", counted);
      if (!others.isEmpty()) text += "；不计入：" + String.join("、", others);
      int n = counted.size();
      return Finding.of("HOUSEHOLD_MEMBERS", "共同生活成员", n > 0, Reason.NOT_HOUSEHOLD_MEMBER, article)
          .fact(String.valueOf(n), text)
          .limit("1", "计入 " + n + " 人")
          .source(s.source("members"));
    }
  }

  /** The person, or at least one counted member of the household, is registered in the area. */
  record LocalHukou(String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      if (s.member() != null) {
        String hukou = s.hukou(s.index());
        return Finding.of("LOCAL_HUKOU", "户籍", s.local(s.index()), Reason.NO_LOCAL_HUKOU, article)
            .fact(hukou, "户籍地 " + hukou)
            .limit(s.facts().region(), "与居住地 " + s.facts().region() + " 同城")
            .source(s.source("hukou"));
      }
      long local = s.counted().stream().filter(s::local).count();
      return Finding.of("LOCAL_HUKOU", "户籍或居住", local > 0, Reason.NO_LOCAL_HUKOU, article)
          .fact(String.valueOf(local), s.persons() + " 人中 " + local + " 人为本地户籍")
          .limit("1", "至少一人在本地有户籍")
          .source(s.source("hukou"));
    }
  }

  /** Every adult member signed for the check; not asked in a trial. */
  record Authorised(String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      Boolean signed = s.facts().authorised();
      if (signed == null) return null;
      return Finding.of("AUTHORISED", "核对授权", signed, Reason.NO_AUTHORISATION, article)
          .fact(signed.toString(), signed ? "成年成员均已签署" : "有成年成员未签署")
          .limit("true", "全部成年成员")
          .source(s.source("authorised"));
    }
  }

  /** The person lives with the family. */
  record AtHome(String article) implements Criterion {
    @Override
    public Finding test(Situation s) {
      Away away = s.member().away();
      return Finding.of("AT_HOME", "共同生活", away == Away.NONE, Reason.NOT_HOUSEHOLD_MEMBER, article)
          .fact(away.name(), away == Away.NONE ? "在家庭中生活" : away.label())
          .limit(Away.NONE.name(), "共同生活")
          .source(s.source("away"));
    }
  }
}
