package minzheng.subsidy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import minzheng.MinzhengTest;
import minzheng.subsidy.rules.ProgrammeCode;
import minzheng.subsidy.trial.Problem.FieldError;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API is described where anybody can read it, and the description says what is true. */
@MinzhengTest
class ApiDescriptionTest {
  @Autowired MockMvcTester mvc;

  @Test
  void the_openapi_text_opens_without_signing_in() {
    MvcTestResult result = mvc.get().uri("/v3/api-docs").exchange();
    assertThat(result).hasStatusOk();
    JsonNode api =
        JsonMapper.builder().build().readTree(result.getResponse().getContentAsByteArray());
    assertThat(api.get("paths").propertyNames())
        .containsExactlyInAnyOrder("/api/v1/trials", "/api/v1/trials/batch");
    JsonNode post = api.get("paths").get("/api/v1/trials").get("post");
    assertThat(post.get("responses").propertyNames())
        .containsExactlyInAnyOrder("200", "400", "401", "413", "415");
    JsonNode schemas = api.get("components").get("schemas");
    assertThat(schemas.propertyNames())
        .contains("TrialRequest", "BatchRequest", "TrialAnswer", "Household", "Member", "Problem");
    assertThat(schemas.get("Member").get("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("ref", "relation", "sex", "birthDate");
    assertThat(api.get("components").get("securitySchemes").get("token").get("scheme").asString())
        .isEqualTo("bearer");
  }

  @Test
  void the_page_opens_without_signing_in() throws Exception {
    MvcTestResult result = mvc.get().uri("/api-docs").exchange();
    assertThat(result).hasStatusOk();
    var page = Jsoup.parse(result.getResponse().getContentAsString());
    assertThat(page.title()).startsWith("接口说明");
    assertThat(page.text())
        .contains("POST /api/v1/trials", "monthlyIncome", "DIBAO_EDGE", "INCOME_NOT_BELOW");
    assertThat(page.select("script:not([src]), [style], style")).isEmpty();
    assertThat(page.select("section")).allSatisfy(s -> assertThat(s.select("h2")).isNotNull());
  }

  /** What the description lists is what the reader knows: no more, no less. */
  @Test
  void the_reader_knows_every_field_described() {
    for (Class<?> type :
        List.of(
            TrialRequest.class,
            TrialRequest.Household.class,
            TrialRequest.Person.class,
            TrialRequest.Card.class)) {
      assertThat(unknown(type)).isEmpty();
    }
  }

  /** Fields of the record that the reader calls unknown when they stand in a request. */
  private static List<String> unknown(Class<?> type) {
    String fields =
        Arrays.stream(type.getRecordComponents())
            .map(component -> "\"" + component.getName() + "\":[]")
            .collect(Collectors.joining(",", "{", "}"));
    String body =
        type == TrialRequest.class
            ? fields
            : type == TrialRequest.Household.class
                ? "{\"household\":" + fields + "}"
                : type == TrialRequest.Person.class
                    ? "{\"household\":{\"members\":[" + fields + "]}}"
                    : "{\"household\":{\"members\":[{\"disability\":" + fields + "}]}}";
    var reader = new TrialReader(code -> true, EnumSet.allOf(ProgrammeCode.class));
    reader.read(StrictJson.read(body.getBytes()));
    return reader.errors().stream()
        .filter(error -> error.message().contains("未知的字段"))
        .map(FieldError::field)
        .toList();
  }
}
