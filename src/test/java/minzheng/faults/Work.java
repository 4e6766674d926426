package minzheng.faults;

import java.util.Map;

/** One piece of background work: how it is asked for, and what must come of it. */
interface Work {
  /** A word for tables and names of kept states. */
  String name();

  /** Brings the bureau to the point where the button can be pressed. */
  void prepare();

  /**
   * Presses the button, as the person on the page does. Pressed again when all is done, nothing may
   * change.
   */
  void ask();

  /** Whether it builds on none of the works before it. */
  boolean first();

  /** Sums and digests of what the work writes, without ids and times. */
  Map<String, String> totals();
}
