package minzheng.subsidy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import minzheng.MinzhengTest;
import minzheng.subsidy.rules.Facts.IncomeKind;
import minzheng.subsidy.rules.Facts.SpendingKind;
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

  private JsonNode description() {
    MvcTestResult result = mvc.get().uri("/v3/api-docs").exchange();
    assertThat(result).hasStatusOk();
    return JsonMapper.builder().build().readTree(result.getResponse().getContentAsByteArray());
  }

  private JsonNode schema(String name) {
    return description().at("/components/schemas/" + name);
  }

  @Test
  void the_openapi_text_opens_without_signing_in() {
    JsonNode api = description();
    assertThat(api.get("paths").propertyNames())
        .containsExactlyInAnyOrder("/api/v1/trials", "/api/v1/trials/batch");
    JsonNode post = api.get("paths").get("/api/v1/trials").get("post");
    assertThat(post.get("responses").propertyNames())
        .containsExactlyInAnyOrder("200", "400", "401", "413", "415", "500");
    JsonNode schemas = api.get("components").get("schemas");
    assertThat(schemas.propertyNames())
        .contains("TrialRequest", "BatchRequest", "TrialAnswer", "Household", "Member", "Problem");
    assertThat(schemas.get("Member").get("required").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("ref", "relation", "sex", "birthDate");
    assertThat(api.get("components").get("securitySchemes").get("token").get("scheme").asString())
        .isEqualTo("bearer");
  }

  /** A type beside a reference would hold for both: neither a card nor null would be valid. */
  @Test
  void a_disability_is_a_card_or_null() {
    JsonNode disability = schema("Member").at("/properties/disability");
    assertThat(disability.propertyNames()).containsExactlyInAnyOrder("description", "anyOf");
    assertThat(disability.get("anyOf").valueStream().map(JsonNode::toString))
        .containsExactly("{\"$ref\":\"#/components/schemas/Disability\"}", "{\"type\":\"null\"}");
  }

  @Test
  void unknown_fields_and_kinds_are_errors() {
    for (String request :
        List.of("TrialRequest", "BatchRequest", "Household", "Member", "Disability")) {
      assertThat(schema(request).get("additionalProperties")).as(request).hasToString("false");
    }
    assertThat(names(schema("Member").at("/properties/monthlyIncome/propertyNames/enum")))
        .containsExactlyElementsOf(names(IncomeKind.values()));
    assertThat(
            names(schema("Household").at("/properties/rigidSpending12Months/propertyNames/enum")))
        .containsExactlyElementsOf(names(SpendingKind.values()));
  }

  private static List<String> names(JsonNode codes) {
    return codes.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> names(Enum<?>[] codes) {
    return Arrays.stream(codes).map(Enum::name).toList();
  }

  /** Of the contract's list; the counter's own reason never comes out of a trial. */
  @Test
  void the_reasons_are_those_of_the_contract() {
    List<String> contract =
        List.of(
            ("INCOME_NOT_BELOW INCOME_NOT_IN_BAND PROPERTY_OVER AGE NO_LOCAL_HUKOU"
                    + " NOT_HOUSEHOLD_MEMBER GRADE ABILITY_LEVEL SUPPORTER_ABLE WORK_ABLE"
                    + " EXCLUSIVE_BENEFIT CLASS SPENDING_RATIO NOT_IN_STUDY"
                    + " ALREADY_BETTER_COVERED")
                .split(" "));
    assertThat(names(schema("Result").at("/properties/reasons/items/enum")))
        .containsExactlyElementsOf(contract);
  }

  /** The bounds of whole numbers are those at which the reader begins to refuse. */
  @Test
  void whole_numbers_have_the_bounds_of_the_reader() {
    var bounded = new ArrayList<String>();
    for (String part : List.of("Household", "Member", "Disability")) {
      for (var field : schema(part).get("properties").properties()) {
        if (!field.getValue().path("type").asString().equals("integer")) continue;
        long least = field.getValue().get("minimum").asLong();
        long most = field.getValue().get("maximum").asLong();
        assertThat(refuses(part, field.getKey(), least)).isFalse();
        assertThat(refuses(part, field.getKey(), most)).isFalse();
        assertThat(refuses(part, field.getKey(), least - 1)).isTrue();
        assertThat(refuses(part, field.getKey(), most + 1)).isTrue();
        bounded.add(field.getKey());
      }
    }
    assertThat(bounded)
        .containsExactlyInAnyOrder(
            "vehicles", "abilityLevel", "selfCareFailed", "jobRefusals", "grade");
  }

  private static boolean refuses(String part, String field, long value) {
    return errors(part, "{\"" + field + "\":" + value + "}").stream()
        .anyMatch(error -> error.field().endsWith("." + field));
  }

  @Test
  void the_page_opens_without_signing_in() throws Exception {
    MvcTestResult result = mvc.get().uri("/api-docs").exchange();
    assertThat(result).hasStatusOk();
    var page = Jsoup.parse(result.getResponse().getContentAsString());
    assertThat(page.title()).startsWith("接口说明");
    assertThat(page.text())
        .contains("POST /api/v1/trials", "monthlyIncome", "DIBAO_EDGE", "INCOME_NOT_BELOW");
    assertThat(page.text()).doesNotContain("NO_AUTHORISATION");
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
    return errors(type.getAnnotation(Schema.class).name(), fields).stream()
        .filter(error -> error.message().contains("未知的字段"))
        .map(FieldError::field)
        .toList();
  }

  /** What the reader says of a part of a request. */
  private static List<FieldError> errors(String part, String json) {
    String body =
        switch (part) {
          case "TrialRequest" -> json;
          case "Household" -> "{\"household\":" + json + "}";
          case "Member" -> "{\"household\":{\"members\":[" + json + "]}}";
          default -> "{\"household\":{\"members\":[{\"disability\":" + json + "}]}}";
        };
    var reader = new TrialReader(code -> true, EnumSet.allOf(ProgrammeCode.class));
    reader.read(StrictJson.read(body.getBytes()));
    return reader.errors();
  }
}
