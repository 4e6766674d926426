package minzheng.dashboard;

import java.time.YearMonth;
import java.util.StringJoiner;
import minzheng.security.CurrentUser;
import minzheng.security.Role;

/** Addresses of the lists behind the figures; null where the reader may not open the list. */
record Links(boolean cases, boolean runs, boolean supervises, String programme, String area) {
  static Links of(CurrentUser user, String programme, String area) {
    boolean decides = user.has(Role.APPROVER) || user.has(Role.SUPERVISOR);
    return new Links(
        decides || user.has(Role.CASEWORKER) || user.has(Role.REVIEWER),
        decides || user.has(Role.FINANCE),
        user.has(Role.SUPERVISOR),
        programme,
        area);
  }

  /** The same lists for a part of the area. */
  Links in(String part) {
    return new Links(cases, runs, supervises, programme, part);
  }

  /** Whom a month was paid for. */
  String paid(YearMonth month) {
    return paid(month, area, false);
  }

  /**
   * @param exactly only what names no part of the area
   */
  String paid(YearMonth month, String part, boolean exactly) {
    String url =
        query("/payments/beneficiaries", "programme", programme, "month", month, "area", part);
    return exactly ? url + "&exactly=true" : url;
  }

  /** The runs of a month. */
  String runs(YearMonth month) {
    return runs ? query("/payments", "programme", programme, "month", month, "area", area) : null;
  }

  /** Applications of a month. */
  String applied(YearMonth month, Object... more) {
    if (!cases) return null;
    String url =
        query(
            "/cases",
            "type",
            programme,
            "from",
            month.atDay(1),
            "to",
            month.atEndOfMonth(),
            "area",
            area);
    return more.length == 0 ? url : url + "&" + pairs(more);
  }

  /** Decisions of a month that had a limit. */
  String decided(YearMonth month, Object... more) {
    String url = query("/cases", "type", programme, "decided", month, "area", area);
    return more.length == 0 ? url : url + "&" + pairs(more);
  }

  /** Cases that left a state in a month. */
  String left(String state, YearMonth month, Object... more) {
    String url = query("/cases", "type", programme, "left", state, "leftIn", month, "area", area);
    return more.length == 0 ? url : url + "&" + pairs(more);
  }

  /** Cases without a result. */
  String open(Object... more) {
    return query("/cases", "open", "yes", "area", area)
        + (more.length == 0 ? "" : "&" + pairs(more));
  }

  private static String query(String path, Object... pairs) {
    return path + "?" + pairs(pairs);
  }

  private static String pairs(Object... pairs) {
    var text = new StringJoiner("&");
    for (int i = 0; i < pairs.length; i += 2) text.add(pairs[i] + "=" + pairs[i + 1]);
    return text.toString();
  }
}
