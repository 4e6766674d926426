package minzheng;

import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A browser without a screen: real HTTP, its own cookies, redirects not followed. For what MockMvc
 * cannot show: sessions in the database, the filters in their order, the container's limits.
 */
public final class HttpBrowser {
  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;
  private final String base;

  public HttpBrowser(int port) {
    this.base = "http://localhost:" + port;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).build();
  }

  /** Visits this machine from another of its addresses, such as 127.0.0.9. */
  public HttpBrowser(int port, InetAddress from) {
    this.base = "http://127.0.0.1:" + port;
    this.client = HttpClient.newBuilder().cookieHandler(cookies).localAddress(from).build();
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public Document page(String path) {
    return Jsoup.parse(get(path).body());
  }

  /** Posts a form with the CSRF token of the page it stands on. */
  public HttpResponse<String> post(String formPage, String path, String... fields) {
    return postWithToken(token(formPage), path, fields);
  }

  /** Posts a form with any token, or none when it is null. */
  public HttpResponse<String> postWithToken(String token, String path, String... fields) {
    var body = new StringJoiner("&");
    for (int i = 0; i < fields.length; i += 2)
      body.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
    if (token != null) body.add("_csrf=" + encode(token));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  /** Sends any request, such as one with odd headers. */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path));
  }

  public String token(String formPage) {
    return page(formPage).select("input[name=_csrf]").attr("value");
  }

  /** The cookies as the header sends them, for a faster client. */
  public String cookie() {
    return cookies.getCookieStore().getCookies().stream()
        .map(cookie -> cookie.getName() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Where sign-in leads: / on success, /login?… otherwise. */
  public String signIn(String username, String password) {
    return where(post("/login", "/login", "username", username, "password", password));
  }

  /** The redirect's address without host. */
  public static String where(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .map(l -> l.replaceFirst("https?://[^/]+", ""))
        .orElse("");
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
