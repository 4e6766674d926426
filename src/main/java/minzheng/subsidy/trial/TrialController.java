package minzheng.subsidy.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** 政策试算: what a household may receive on a day. Nothing is stored. */
@RestController
@Tag(name = "政策试算", description = "一户家庭在某一天可以享受什么；不保存任何数据")
class TrialController {
  static final int MOST_BYTES = 10 * 1024 * 1024;
  private static final Logger LOG = LoggerFactory.getLogger(TrialController.class);
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
    return answer(request, TrialReader::read, trial -> ok(trials.answer(trial)));
  }

  @Operation(
      summary = "试算多户",
      description = "一次最多 1000 户，按请求的顺序回答；其中一户有错，整批退回。回答边算边发，中途断开的不作数",
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
  ResponseEntity<byte[]> batch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return answer(
        request,
        TrialReader::readBatch,
        batch -> {
          response.setContentType(MediaType.APPLICATION_JSON_VALUE);
          write(trials.answers(batch), response.getOutputStream());
          return null; // it is written
        });
  }

  /**
   * The text of {@link TrialAnswer.Batch}, answer by answer: those of a full batch are more than
   * the memory holds. When one fails, the text stays open.
   */
  static void write(Stream<TrialAnswer> answers, OutputStream out) throws IOException {
    Iterator<TrialAnswer> each = answers.iterator();
    out.write("{\"trials\":[".getBytes(US_ASCII));
    while (each.hasNext()) {
      out.write(JSON.writeValueAsBytes(each.next()));
      if (each.hasNext()) out.write(',');
    }
    out.write("]}".getBytes(US_ASCII));
  }

  /**
   * A failure of ours, here and not as a page. When part of a batch has left, the container breaks
   * the connection off: no client takes the part for the whole.
   */
  @Hidden
  @ExceptionHandler
  ResponseEntity<byte[]> failed(RuntimeException failure, HttpServletResponse response) {
    if (response.isCommitted()) throw failure;
    LOG.error("A trial failed", failure);
    return Problem.of(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "系统出错，没有作出试算。请稍后再试；仍不成功，请凭应答头 X-Request-Id 的编号联系系统管理员。",
            List.of())
        .answer();
  }

  @Hidden
  @RequestMapping({"/api/v1/trials", "/api/v1/trials/batch"})
  ResponseEntity<byte[]> notPosted(HttpServletResponse response) {
    response.setHeader(HttpHeaders.ALLOW, HttpMethod.POST.name());
    return Problem.of(HttpStatus.METHOD_NOT_ALLOWED, "请用 POST 提交。", List.of()).answer();
  }

  /** Everything else below the API, so that a program never gets a page. */
  @Hidden
  @RequestMapping("/api/**")
  ResponseEntity<byte[]> elsewhere() {
    return Problem.of(HttpStatus.NOT_FOUND, "没有这个接口。", List.of()).answer();
  }

  /** What is answered to a request that was read without an error. */
  private interface Answering<T> {
    ResponseEntity<byte[]> answer(T asked) throws IOException;
  }

  private <T> ResponseEntity<byte[]> answer(
      HttpServletRequest request, BiFunction<TrialReader, Object, T> read, Answering<T> evaluate)
      throws IOException {
    if (!isJson(request.getContentType())) {
      return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "请以 application/json 提交。", List.of())
          .answer();
    }
    byte[] body = body(request);
    if (body == null) {
      return Problem.of(HttpStatus.CONTENT_TOO_LARGE, "请求超过 10 MB，请分批提交。", List.of()).answer();
    }
    TrialReader reader = trials.reader();
    T asked;
    try {
      asked = read.apply(reader, StrictJson.read(body));
    } catch (StrictJson.Malformed e) {
      var error = new Problem.FieldError("body", e.getMessage());
      return Problem.of(HttpStatus.BAD_REQUEST, e.getMessage(), List.of(error)).answer();
    }
    return reader.errors().isEmpty() ? evaluate.answer(asked) : wrong(reader);
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
    int count = reader.errors().size();
    String detail =
        count < Walker.MOST_ERRORS
            ? "请求中有 " + count + " 处错误。"
            : "请求中有 " + count + " 处以上错误，只列出前 " + count + " 处。";
    return Problem.of(HttpStatus.BAD_REQUEST, detail, reader.errors()).answer();
  }
}
