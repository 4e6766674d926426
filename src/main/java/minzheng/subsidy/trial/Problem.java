package minzheng.subsidy.trial;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** An answer that says what is wrong (RFC 9457, {@code application/problem+json}). */
@Schema(name = "Problem", description = "说明错在哪里（RFC 9457）")
record Problem(
    @Schema(description = "错误类别", example = "about:blank") String type,
    @Schema(example = "Bad Request") String title,
    @Schema(example = "400") int status,
    @Schema(description = "一句话说明") String detail,
    @Schema(description = "每个有错的字段一条") List<FieldError> errors) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** One wrong field. */
  @Schema(name = "FieldError")
  record FieldError(
      @Schema(description = "字段路径", example = "household.members[0].birthDate") String field,
      @Schema(description = "错在哪里") String message) {}

  static Problem of(HttpStatus status, String detail, List<FieldError> errors) {
    return new Problem(
        "about:blank", status.getReasonPhrase(), status.value(), detail, List.copyOf(errors));
  }

  ResponseEntity<byte[]> answer() {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(JSON.writeValueAsBytes(this));
  }

  /** For filters, which stand before the controllers. */
  void write(HttpServletResponse response) throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(JSON.writeValueAsBytes(this));
  }
}
