package minzheng.payments;

import java.util.List;
import minzheng.people.PersonSecret;
import org.springframework.stereotype.Component;

/** Bank accounts in full, on the person page after the reason was given. */
@Component
class PayeeSecret implements PersonSecret {
  private final Payees payees;

  PayeeSecret(Payees payees) {
    this.payees = payees;
  }

  @Override
  public List<Secret> of(long personId) {
    return payees.history(personId).stream()
        .filter(account -> account.supersededAt() == null)
        .map(account -> new Secret("收款账户", account.bank() + " " + account.account()))
        .toList();
  }
}
