package minzheng.cases;

import java.util.Set;

/** Actions every case knows besides those of its procedure. */
public final class CaseActions {
  /** The first row of every timeline. */
  public static final String OPEN = "OPEN";

  static final String TAKE = "TAKE";
  static final String RELEASE = "RELEASE";
  static final String HAND_OVER = "HAND_OVER";
  static final String NOTE = "NOTE";

  /** They change who handles a case or explain it, and touch neither state nor clock. */
  static final Set<String> BESIDE = Set.of(TAKE, RELEASE, HAND_OVER, NOTE);

  private CaseActions() {}
}
