package minzheng.web;

/**
 * One tab of {@code parts :: tabs} or choice of {@code parts :: switch}.
 *
 * @param count how much is behind it; null: not shown
 * @param urgent the count is about something that blocks
 */
public record Tab(String name, String url, Integer count, boolean urgent, boolean current) {
  public Tab(String name, String url, boolean current) {
    this(name, url, null, false, current);
  }
}
