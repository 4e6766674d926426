package minzheng.cases;

/**
 * How a procedure's public notice runs (民发〔2021〕57号 19). The actions are transitions of the same
 * table.
 *
 * @param state where the case stands while the notice hangs
 * @param post action that posts it and leads to that state
 * @param end system action when its days are over
 * @param object action that registers an objection and leaves that state
 * @param resume action by which a stopped notice runs on for the days that remain, or null
 * @param limit the number of days and its article
 */
public record NoticeRule(
    String state, String post, String end, String object, String resume, Limit limit) {
  /** Actions that carry more than an opinion and are taken through {@link Notices}. */
  boolean reserves(String action) {
    return action.equals(post) || action.equals(end) || action.equals(object);
  }
}
