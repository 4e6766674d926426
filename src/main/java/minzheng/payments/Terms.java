package minzheng.payments;

import java.util.Map;
import minzheng.kernel.Money;

/**
 * What a decision grants per month.
 *
 * @param persons how many people it is for
 * @param basis what the frozen row must still say years later: standard, document, formula
 */
public record Terms(Money monthly, int persons, Map<String, ?> basis) {
  public Terms {
    basis = Map.copyOf(basis);
  }
}
