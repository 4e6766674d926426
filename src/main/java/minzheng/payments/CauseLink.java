package minzheng.payments;

import java.util.Optional;
import minzheng.security.CurrentUser;

/** Where a decision about money was made; contributed by the desk that decides. */
public interface CauseLink {
  /**
   * Address of the case or list behind a decision.
   *
   * @param cause {@link Cause#id} of any desk
   * @return empty for a decision of another desk, and where the reader may not open it
   */
  Optional<String> url(String cause, CurrentUser reader);
}
