package minzheng.security;

import java.util.Map;
import java.util.regex.Pattern;

/** What a browser calls itself, shortened to what a person recognises: Edge 142 · Windows. */
final class BrowserName {
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "Windows", "Windows",
          "Android", "Android",
          "iPhone", "iPhone",
          "iPad", "iPad",
          "Mac OS X", "macOS",
          "Linux", "Linux");

  /** The more particular names first: Edge calls itself Chrome too, and Chrome Safari. */
  private static final String[][] BROWSERS = {
    {"Edg/", "Edge"},
    {"OPR/", "Opera"},
    {"MicroMessenger/", "微信"},
    {"Firefox/", "Firefox"},
    {"HeadlessChrome/", "Chrome"},
    {"Chrome/", "Chrome"},
    {"Version/", "Safari"}
  };

  private BrowserName() {}

  static String of(String userAgent) {
    if (userAgent == null || userAgent.isBlank()) return "未知";
    String browser = "其他浏览器";
    for (String[] known : BROWSERS) {
      var version = Pattern.compile(Pattern.quote(known[0]) + "(\\d{1,4})").matcher(userAgent);
      if (!version.find()) continue;
      browser = known[1] + " " + version.group(1);
      break;
    }
    for (String system : new String[] {"iPhone", "iPad", "Android", "Windows", "Mac OS X", "Linux"})
      if (userAgent.contains(system)) return browser + " · " + SYSTEMS.get(system);
    return browser;
  }
}
