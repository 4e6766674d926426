package minzheng.subsidy.desk;

import java.util.function.LongFunction;
import minzheng.documents.Paper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** 文书: the papers of a subsidy case. */
@Configuration(proxyBeanMethods = false)
class Letters {
  private record Letter(About about, LongFunction<Facts> content) implements Paper {
    Letter(String kind, String title, String template, LongFunction<Facts> content) {
      this(new About(kind, title, SubsidyCaseType.OWNER, template), content);
    }

    @Override
    public Origin origin(long ownerId) {
      return new Origin("案件文书", "/subsidy/cases/" + ownerId + "/letters");
    }

    @Override
    public Facts facts(long ownerId) {
      return content.apply(ownerId);
    }
  }

  @Bean
  @Order(10)
  Paper receiptLetter(LetterFacts facts) {
    return new Letter("SUBSIDY_RECEIPT", "受理通知书", "subsidy/letters :: receipt", facts::receipt);
  }

  @Bean
  @Order(15)
  Paper papersReceived(LetterFacts facts) {
    return new Letter(
        "SUBSIDY_PAPERS_RECEIVED", "材料收讫凭证", "subsidy/letters :: papers", facts::papersReceived);
  }

  @Bean
  @Order(20)
  Paper supplementLetter(LetterFacts facts) {
    return new Letter(
        "SUBSIDY_SUPPLEMENT", "补正材料一次性告知书", "subsidy/letters :: supplement", facts::supplement);
  }

  @Bean
  @Order(30)
  Paper approvalFormLetter(ApprovalForm form) {
    var kind =
        new Paper.About(
            "SUBSIDY_APPROVAL_FORM",
            "社会救助审批表",
            SubsidyCaseType.OWNER,
            "subsidy/approval-form :: form");
    return new Letter(kind.kept(), form::facts);
  }

  @Bean
  @Order(40)
  Paper decisionLetter(LetterFacts facts) {
    return new Letter("SUBSIDY_DECISION", "认定通知书", "subsidy/letters :: decision", facts::decision);
  }

  @Bean
  @Order(50)
  Paper refusalLetter(LetterFacts facts) {
    return new Letter("SUBSIDY_REFUSAL", "不予认定通知书", "subsidy/letters :: refusal", facts::refusal);
  }
}
