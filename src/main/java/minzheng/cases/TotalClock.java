package minzheng.cases;

/**
 * The clock of the whole procedure: from an action to the decision, standing still in the states
 * that say so.
 *
 * @param startedBy action whose effective date begins it; that day itself is not counted
 * @param name as pages call it, such as 全程：受理至确认
 */
public record TotalClock(String startedBy, String name, Limit limit) {
  public static TotalClock from(String startedBy, String name, String standard, String article) {
    return new TotalClock(startedBy, name, new Limit(standard, article));
  }
}
