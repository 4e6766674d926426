package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import minzheng.Fixtures;
import minzheng.HttpBrowser;
import minzheng.MinzhengTest;
import minzheng.security.Role;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Too large, over real HTTP: the container must not answer before we do. */
@MinzhengTest
class OversizedUploadTest {
  private static final String BOUNDARY = "----minzheng";

  @LocalServerPort int port;
  @Autowired Fixtures fixtures;

  private HttpBrowser browser;
  private String url;

  @BeforeEach
  void signedIn() {
    browser = new HttpBrowser(port);
    browser.signIn(fixtures.user("510104", Role.CASEWORKER).getUsername(), "demo");
    long folder = Folders.open("510104017", "DIBAO", LocalDate.of(2026, 11, 18));
    url = "/documents/of/FOLDER/" + folder;
  }

  @Test
  void over_twenty_megabytes_the_field_says_so() {
    var answer = upload(25, false);
    assertThat(answer.statusCode()).isEqualTo(400);
    var page = Jsoup.parse(answer.body());
    assertThat(page.select("#file-error").text()).contains("超过 20 MB");
    assertThat(page.select("#paperCode option[selected]").attr("value")).isEqualTo("APPLICATION");
  }

  @Test
  void beyond_what_the_container_reads_there_is_still_a_sentence() {
    var answer = upload(80, false);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(Jsoup.parse(answer.body()).text()).contains("64 MB", "20 MB");
    var part = upload(80, true);
    assertThat(part.statusCode()).isEqualTo(200);
    assertThat(part.headers().firstValue("HX-Retarget")).contains("#papers-refused");
    assertThat(part.body()).contains("超过 20 MB");
  }

  private HttpResponse<String> upload(int megabytes, boolean htmx) {
    var body = new ByteArrayOutputStream();
    part(body, "_csrf", null, browser.token(url).getBytes(StandardCharsets.UTF_8));
    part(body, "paperCode", null, "APPLICATION".getBytes(StandardCharsets.UTF_8));
    part(body, "file", "big.pdf", new byte[megabytes * 1024 * 1024]);
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    var request =
        browser
            .request(url)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()));
    if (htmx) request.header("HX-Request", "true");
    return browser.send(request);
  }

  private static void part(ByteArrayOutputStream body, String name, String file, byte[] content) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n%s\r\n"
            .formatted(
                BOUNDARY,
                name,
                file == null ? "" : "; filename=\"" + file + "\"",
                file == null ? "" : "Content-Type: application/pdf\r\n");
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }
}
