package minzheng.subsidy.trial;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import minzheng.subsidy.trial.TrialReader.Trial;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** 政策试算: what a household may receive on a day. Nothing is stored. */
@RestController
@Tag(name = "政策试算", description = "一户家庭在某一天可以享受什么；不保存任何数据")
class TrialController {
  static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Trials trials;

  TrialController(Trials trials) {
    this.trials = trials;
  }

  @Operation(
      summary = "试算一户",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = TrialRequest.class),
                      examples = @ExampleObject(TrialRequest.EXAMPLE))))
  @ApiResponse(
      responseCode = "200",
      description = "试算结果",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = TrialAnswer.class)))
  @PostMapping("/api/v1/trials")
  ResponseEntity<byte[]> one(HttpServletRequest request) throws IOException {
    return answer(
        request,
        body -> {
          TrialReader reader = trials.reader();
          Trial trial = reader.read(body);
          return reader.errors().isEmpty() ? ok(trials.answer(trial)) : wrong(reader);
        });
  }

  @Operation(
      summary = "试算多户",
      description = "一次最多 1000 户，按请求的顺序回答；其中一户有错，整批退回",
      requestBody =
          @RequestBody(
              required = true,
              content =
                  @Content(
                      mediaType = MediaType.APPLICATION_JSON_VALUE,
                      schema = @Schema(implementation = TrialRequest.Batch.class))))
  @ApiResponse(
      responseCode = "200",
      description = "试算结果",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON_VALUE,
              schema = @Schema(implementation = TrialAnswer.Batch.class)))
  @PostMapping("/api/v1/trials/batch")
  ResponseEntity<byte[]> batch(HttpServletRequest request) throws IOException {
    return answer(
        request,
        body -> {
          TrialReader reader = trials.reader();
          List<Trial> read = reader.readBatch(body);
          return reader.errors().isEmpty()
              ? ok(new TrialAnswer.Batch(trials.answer(read)))
              : wrong(reader);
        });
  }

  /** Everything else below the API, so that a program never gets a page. */
  @Hidden
  @RequestMapping("/api/**")
  ResponseEntity<byte[]> elsewhere(HttpServletRequest request) {
    boolean known = request.getRequestURI().matches(".*/api/v1/trials(/batch)?");
    return known
        ? Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "请用 POST 提交。", List.of()).answer()
        : Problem.of(HttpStatus.NOT_FOUND, "没有这个接口。", List.of()).answer();
  }

  private static ResponseEntity<byte[]> answer(
      HttpServletRequest request, Function<Object, ResponseEntity<byte[]>> evaluate)
      throws IOException {
    if (!isJson(request.getContentType())) {
      return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "请以 application/json 提交。", List.of())
          .answer();
    }
    byte[] body = body(request);
    if (body == null) {
      return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "请求超过 10 MB，请分批提交。", List.of()).answer();
    }
    try {
      return evaluate.apply(StrictJson.read(body));
    } catch (StrictJson.Malformed e) {
      var error = new Problem.FieldError("body", e.getMessage());
      return Problem.of(HttpStatus.BAD_REQUEST, e.getMessage(), List.of(error)).answer();
    }
  }

  private static boolean isJson(String contentType) {
    try {
      MediaType type = MediaType.parseMediaType(contentType == null ? "" : contentType);
      return type.getType().equals("application") && type.getSubtype().equals("json");
    } catch (InvalidMediaTypeException e) {
      return false;
    }
  }

  /** The body, or null when it is too large; the server's own limit is for forms only. */
  private static byte[] body(HttpServletRequest request) throws IOException {
    if (request.getContentLengthLong() > MOST_BYTES) return null;
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    return body.length > MOST_BYTES ? null : body;
  }

  private static ResponseEntity<byte[]> ok(Object answer) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(JSON.writeValueAsBytes(answer));
  }

  private static ResponseEntity<byte[]> wrong(TrialReader reader) {
    return Problem.of(
            HttpStatus.BAD_REQUEST, "请求中有 " + reader.errors().size() + " 处错误。", reader.errors())
        .answer();
  }
}
