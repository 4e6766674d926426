package minzheng.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import minzheng.HttpBrowser;

/** The people at the pages, signed in once; their sessions are part of each kept state. */
record Staff(
    HttpBrowser finance,
    HttpBrowser checker,
    HttpBrowser approver,
    HttpBrowser caseworker,
    HttpBrowser reviewer) {
  private static final String BOUNDARY = "----faults";

  static Staff of(Bureau bureau) {
    return new Staff(
        bureau.signIn("finance"),
        bureau.signIn("finance2"),
        bureau.signIn("approver"),
        bureau.signIn("caseworker"),
        bureau.signIn("reviewer"));
  }

  /**
   * Sends a form, with the token of the page it stands on.
   *
   * @return where it leads
   */
  static String post(HttpBrowser who, String page, String path, String... fields) {
    var answer = who.post(page, path, fields);
    assertThat(answer.statusCode()).as(path).isEqualTo(302);
    String where = HttpBrowser.where(answer);
    assertThat(where).as(path).doesNotContain("/login");
    return where;
  }

  /** Chooses a file on a page and sends it. */
  static HttpResponse<String> upload(
      HttpBrowser who, String page, String name, String content, String... fields) {
    var further = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2)
      further.append(
          """
          --%s\r
          Content-Disposition: form-data; name="%s"\r
          \r
          %s\r
          """
              .formatted(BOUNDARY, fields[i], fields[i + 1]));
    String body =
        further
            + """
            --%1$s\r
            Content-Disposition: form-data; name="_csrf"\r
            \r
            %2$s\r
            --%1$s\r
            Content-Disposition: form-data; name="file"; filename="%3$s"\r
            Content-Type: text/csv\r
            \r
            %4$s\r
            --%1$s--\r
            """
                .formatted(BOUNDARY, who.token(page), name, content);
    var answer =
        who.send(
            who.request(page)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(page).isIn(200, 302);
    return answer;
  }
}
