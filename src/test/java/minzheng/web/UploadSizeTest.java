package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Part;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the container refuses to read is named, instead of looking like a missing permission. */
class UploadSizeTest {
  private static MockHttpServletRequest upload(String type, boolean tooLarge) {
    var request =
        new MockHttpServletRequest("POST", "/documents") {
          @Override
          public Collection<Part> getParts() {
            if (tooLarge) throw new IllegalStateException("FileSizeLimitExceeded");
            return List.of();
          }
        };
    request.setContentType(type);
    return request;
  }

  private static MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
    var response = new MockHttpServletResponse();
    new UploadSize().doFilter(request, response, new MockFilterChain());
    return response;
  }

  @Test
  void only_an_upload_that_is_too_large_is_refused() throws Exception {
    assertThat(answer(upload("multipart/form-data; boundary=b", true)).getStatus()).isEqualTo(413);
    assertThat(answer(upload("multipart/form-data; boundary=b", false)).getStatus()).isEqualTo(200);
    assertThat(answer(upload("application/x-www-form-urlencoded", true)).getStatus())
        .isEqualTo(200);
  }
}
