package minzheng.subsidy.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trial API as its contract says, from outside. */
@MinzhengTest
class TrialApiTest {
  private static final String TOKEN = "demo-token";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEMBER =
      "{\"ref\":\"m1\",\"relation\":\"HEAD\",\"sex\":\"F\",\"birthDate\":\"1970-01-01\","
          + "\"monthlyIncome\":{\"WAGE\":\"500.00\"}}";

  @Autowired MockMvcTester mvc;
  @Autowired ApiClients clients;
  @LocalServerPort int port;

  @BeforeEach
  void client() {
    clients.ensure("demo", TOKEN, "test");
  }

  private MvcTestResult post(String path, String body) {
    return mvc.post()
        .uri("/api/v1/trials" + path)
        .header("Authorization", "Bearer " + TOKEN)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .exchange();
  }

  private static JsonNode json(MvcTestResult result) {
    return JSON.readTree(result.getResponse().getContentAsByteArray());
  }

  private JsonNode ok(String body) {
    MvcTestResult result = post("", body);
    assertThat(result).hasStatusOk().hasContentType(MediaType.APPLICATION_JSON);
    return json(result);
  }

  /** Paths of all wrong fields of a 400. */
  private List<String> wrong(String body) {
    return wrong(post("", body));
  }

  private static List<String> wrong(MvcTestResult result) {
    assertThat(result).hasStatus(400).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    JsonNode problem = json(result);
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    var fields = new ArrayList<String>();
    for (JsonNode error : problem.get("errors")) {
      fields.add(error.get("field").asString());
      assertThat(error.get("message").asString()).isNotBlank();
    }
    assertThat(fields).isNotEmpty();
    return fields;
  }

  private static String trial(String head, String household) {
    return "{\"on\":\"2018-06-15\"," + head + "\"household\":" + household + "}";
  }

  private static String household(String... members) {
    return "{\"region\":\"510104\",\"savings\":\"0.00\",\"vehicles\":0,\"members\":["
        + String.join(",", members)
        + "]}";
  }

  /** A head with one more field. */
  private static String member(String field) {
    return MEMBER.substring(0, MEMBER.length() - 1) + "," + field + "}";
  }

  private static String three(String wage) {
    return household(
        "{\"ref\":\"m1\",\"relation\":\"HEAD\",\"sex\":\"F\",\"birthDate\":\"1970-01-01\","
            + "\"monthlyIncome\":{\"WAGE\":\""
            + wage
            + "\"}}",
        "{\"ref\":\"m2\",\"relation\":\"SPOUSE\",\"sex\":\"M\",\"birthDate\":\"1969-05-05\",\"monthlyIncome\":{}}",
        "{\"ref\":\"m3\",\"relation\":\"CHILD\",\"sex\":\"F\",\"birthDate\":\"2006-03-01\",\"monthlyIncome\":{}}");
  }

  // answers

  @Test
  void the_answer_of_the_contract() {
    JsonNode answer = ok(trial("\"programmes\":[\"DIBAO\"],", three("1500.00")));
    assertThat(answer.get("on").asString()).isEqualTo("2018-06-15");
    assertThat(answer.get("results")).hasSize(1);
    JsonNode result = answer.get("results").get(0);
    assertThat(result.propertyNames())
        .containsExactlyInAnyOrder(
            "programme",
            "subject",
            "outcome",
            "amount",
            "period",
            "firstMonth",
            "persons",
            "reasons",
            "missing",
            "findings");
    assertThat(result.get("programme").asString()).isEqualTo("DIBAO");
    assertThat(result.get("subject").asString()).isEqualTo("HOUSEHOLD");
    assertThat(result.get("outcome").asString()).isEqualTo("ELIGIBLE");
    assertThat(result.get("amount")).isEqualTo(JSON.getNodeFactory().stringNode("600.00"));
    assertThat(result.get("period").asString()).isEqualTo("MONTH");
    assertThat(result.get("firstMonth").asString()).isEqualTo("2018-07");
    assertThat(result.get("persons").asInt()).isEqualTo(3);
    assertThat(result.get("reasons")).isEmpty();
    assertThat(result.get("missing")).isEmpty();
    JsonNode income =
        result
            .get("findings")
            .valueStream()
            .filter(f -> f.get("criterion").asString().equals("INCOME_BELOW"))
            .findFirst()
            .orElseThrow();
    assertThat(income.get("met").asBoolean()).isTrue();
    assertThat(income.get("fact").asString()).isEqualTo("1500.00");
    assertThat(income.get("limit").asString()).isEqualTo("2100.00");
    JsonNode standard = income.get("standard");
    assertThat(standard.get("code").asString()).isEqualTo("DIBAO_STANDARD");
    assertThat(standard.get("region").asString()).isEqualTo("510104");
    assertThat(standard.get("value").asString()).isEqualTo("700.00");
    assertThat(standard.get("from").asString()).isEqualTo("2018-01-01");
    assertThat(standard.get("document").asString()).isNotBlank();
  }

  @Test
  void outcomes_other_than_eligible_have_no_amount() {
    JsonNode refused = ok(trial("\"programmes\":[\"DIBAO\"],", three("2100.00"))).at("/results/0");
    assertThat(refused.get("outcome").asString()).isEqualTo("NOT_ELIGIBLE");
    assertThat(refused.get("reasons").get(0).asString()).isEqualTo("INCOME_NOT_BELOW");
    for (String absent : List.of("amount", "period", "firstMonth")) {
      assertThat(refused.has(absent)).isFalse();
    }
    assertThat(refused.get("missing")).isEmpty();
    String bare = "{\"region\":\"510104\",\"members\":[" + MEMBER + "]}";
    JsonNode unknown = ok(trial("\"programmes\":[\"DIBAO\"],", bare)).at("/results/0");
    assertThat(unknown.get("outcome").asString()).isEqualTo("UNKNOWN");
    assertThat(unknown.get("reasons")).isEmpty();
    assertThat(unknown.get("missing").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrder("household.savings", "household.vehicles");
    JsonNode none =
        ok("{\"on\":\"2017-06-15\",\"programmes\":[\"DIBAO\"],\"household\":" + three("1.00") + "}")
            .at("/results/0");
    assertThat(none.get("outcome").asString()).isEqualTo("NO_STANDARD");
    assertThat(none.get("reasons")).isEmpty();
    assertThat(none.get("missing")).isEmpty();
  }

  @Test
  void results_follow_the_programmes_asked_for_and_the_members() {
    JsonNode results =
        ok(trial("\"programmes\":[\"OLD_AGE\",\"DIBAO\"],", three("1500.00"))).get("results");
    assertThat(
            results
                .valueStream()
                .map(r -> r.get("programme").asString() + " " + r.get("subject").asString()))
        .containsExactly("OLD_AGE m1", "OLD_AGE m2", "OLD_AGE m3", "DIBAO HOUSEHOLD");
  }

  @Test
  void without_programmes_all_that_are_built_are_answered() {
    JsonNode results = ok(trial("", household(MEMBER))).get("results");
    assertThat(results.valueStream().map(r -> r.get("programme").asString()))
        .contains("DIBAO", "DIBAO_EDGE", "LOW_INCOME", "DIBAO_SINGLE", "OLD_AGE");
  }

  @Test
  void an_earlier_programme_is_determined_silently() {
    JsonNode results =
        ok(trial("\"programmes\":[\"DIBAO_EDGE\"],", three("1500.00"))).get("results");
    assertThat(results).hasSize(1);
    assertThat(results.get(0).get("reasons").get(0).asString()).isEqualTo("ALREADY_BETTER_COVERED");
  }

  @Test
  void every_field_of_the_contract_is_accepted() {
    String all =
        """
        { "ref": "m1", "relation": "HEAD", "sex": "F", "birthDate": "1970-01-01", "hukou": "510104",
          "monthlyIncome": { "WAGE": "1500.00", "BUSINESS": "1", "PROPERTY": "0.5", "TRANSFER": "0.00",
            "BASIC_PENSION": "0", "PREFERENTIAL_PENSION": "0", "GOVERNMENT_ASSISTANCE": "0" },
          "disability": { "category": "PHYSICAL", "grade": 2 },
          "abilityLevel": 0, "selfCareFailed": 0, "seriousIllness": false, "study": "NONE", "away": "NONE",
          "childStatus": "NONE", "placement": "FAMILY", "bothParentsUnable": false, "workAble": true, "hasAbleSupporter": true,
          "livesInInstitution": false, "jobRefusals": 0, "receives": ["DESTITUTE"], "workInjuryNursingFee": false,
          "elderNursingAmount": "0.00", "elderCareBill": "0.00" }
        """;
    String spending =
        """
        "rigidSpending12Months": { "INPATIENT_SELF_PAID": "0.00", "OTHER_MEDICAL": "0.00", "EDUCATION_PAID": "0.00",
          "EDUCATION_PUBLIC_PRICE": "0.00", "REHABILITATION": "0.00" },
        """;
    String whole = "{" + spending + household(all).substring(1);
    assertThat(ok(trial("", whole)).get("results").get(0).get("reasons").get(0).asString())
        .isEqualTo("INCOME_NOT_BELOW");
    assertThat(ok(trial("", household(member("\"disability\":null")))).has("results")).isTrue();
  }

  // what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "household.members[0].income|\"income\":{}",
        "household.members[0].monthlyIncome|\"monthlyIncome\":{}",
        "household.members[0].hukou|\"hukou\":\"999999\"",
        "household.members[0].hukou|\"hukou\":\"51010\"",
        "household.members[0].hukou|\"hukou\":510104",
        "household.members[0].hukou|\"hukou\":\"00\"",
        "household.members[0].hukou|\"hukou\":null",
        "household.members[0].disability.grade|\"disability\":{\"category\":\"PHYSICAL\",\"grade\":5}",
        "household.members[0].disability.grade|\"disability\":{\"category\":\"PHYSICAL\",\"grade\":0}",
        "household.members[0].disability.grade|\"disability\":{\"category\":\"PHYSICAL\",\"grade\":\"2\"}",
        "household.members[0].disability.grade|\"disability\":{\"category\":\"PHYSICAL\"}",
        "household.members[0].disability.category|\"disability\":{\"category\":\"BLIND\",\"grade\":2}",
        "household.members[0].disability.card|\"disability\":{\"category\":\"MENTAL\",\"grade\":2,\"card\":1}",
        "household.members[0].disability|\"disability\":\"PHYSICAL\"",
        "household.members[0].abilityLevel|\"abilityLevel\":5",
        "household.members[0].abilityLevel|\"abilityLevel\":-1",
        "household.members[0].abilityLevel|\"abilityLevel\":1.0",
        "household.members[0].abilityLevel|\"abilityLevel\":null",
        "household.members[0].selfCareFailed|\"selfCareFailed\":7",
        "household.members[0].seriousIllness|\"seriousIllness\":\"true\"",
        "household.members[0].seriousIllness|\"seriousIllness\":1",
        "household.members[0].workAble|\"workAble\":null",
        "household.members[0].study|\"study\":\"UNIVERSITY\"",
        "household.members[0].study|\"study\":\"none\"",
        "household.members[0].away|\"away\":\"ABROAD\"",
        "household.members[0].childStatus|\"childStatus\":true",
        "household.members[0].placement|\"placement\":\"HOME\"",
        "household.members[0].jobRefusals|\"jobRefusals\":-1",
        "household.members[0].jobRefusals|\"jobRefusals\":99999999999999999999",
        "household.members[0].jobRefusals|\"jobRefusals\":3e0",
        "household.members[0].receives|\"receives\":\"DIBAO\"",
        "household.members[0].receives[1]|\"receives\":[\"DIBAO\",\"NOTHING\"]",
        "household.members[0].receives[0]|\"receives\":[1]",
        "household.members[0].elderCareBill|\"elderCareBill\":100",
        "household.members[0].elderCareBill|\"elderCareBill\":\"-1.00\"",
        "household.members[0].elderCareBill|\"elderCareBill\":\"1.001\"",
        "household.members[0].elderCareBill|\"elderCareBill\":\"\"",
        "household.members[0].elderCareBill|\"elderCareBill\":\"1e3\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\"１.00\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\" 1.00\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\"+1.00\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\"1.\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\".5\"",
        "household.members[0].elderNursingAmount|\"elderNursingAmount\":\"1,000.00\"",
      })
  void a_wrong_field_of_a_member_is_named(String path, String field) {
    assertThat(wrong(trial("", household(member(field))))).containsExactly(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ref", "relation", "sex", "birthDate"})
  void required_fields_of_a_member(String field) {
    String without = MEMBER.replaceFirst("\"" + field + "\":\"[^\"]*\",", "");
    assertThat(wrong(trial("", household(without))))
        .containsExactly("household.members[0]." + field);
  }

  @ParameterizedTest
  @CsvSource({
    "birthDate,1970-02-30",
    "birthDate,1970-1-1",
    "birthDate,2018-06-16",
    "birthDate,''",
    "sex,X",
    "sex,f",
    "relation,FATHER",
    "ref,''",
    "ref,HOUSEHOLD",
    "ref,' '"
  })
  void wrong_values_of_required_fields(String field, String value) {
    String changed =
        MEMBER.replaceFirst("\"" + field + "\":\"[^\"]*\"", "\"" + field + "\":\"" + value + "\"");
    assertThat(wrong(trial("", household(changed))))
        .containsExactly("household.members[0]." + field);
  }

  @Test
  void a_child_born_on_the_day_is_fine() {
    String born = MEMBER.replace("1970-01-01", "2018-06-15");
    assertThat(ok(trial("", household(born))).has("results")).isTrue();
  }

  @Test
  void money_as_a_number_is_refused_everywhere() {
    String body =
        trial(
            "",
            "{\"region\":\"510104\",\"savings\":0,\"vehicles\":\"0\",\"rigidSpending12Months\":{\"OTHER_MEDICAL\":1.5},"
                + "\"members\":["
                + MEMBER.replace("\"500.00\"", "500.00")
                + "]}");
    assertThat(wrong(body))
        .containsExactlyInAnyOrder(
            "household.savings",
            "household.vehicles",
            "household.rigidSpending12Months.OTHER_MEDICAL",
            "household.members[0].monthlyIncome.WAGE");
  }

  @Test
  void unknown_kinds_are_refused() {
    assertThat(wrong(trial("", household(MEMBER.replace("WAGE", "SALARY")))))
        .containsExactly("household.members[0].monthlyIncome.SALARY");
    assertThat(
            wrong(
                trial(
                    "",
                    household(MEMBER)
                        .replace("\"vehicles\":0", "\"rigidSpending12Months\":{\"FOOD\":\"1\"}"))))
        .containsExactly("household.rigidSpending12Months.FOOD");
  }

  @Test
  void unknown_fields_are_refused_at_every_level() {
    String body =
        "{\"on\":\"2018-06-15\",\"Household\":{},\"household\":"
            + household(member("\"name\":\"张三\""))
                .replace("\"vehicles\"", "\"cars\":0,\"vehicles\"")
            + "}";
    assertThat(wrong(body))
        .containsExactlyInAnyOrder("Household", "household.cars", "household.members[0].name");
  }

  @Test
  void repeated_names_are_refused() {
    assertThat(wrong(trial("", household(member("\"sex\":\"F\"")))))
        .containsExactly("household.members[0].sex");
    assertThat(wrong(trial("\"on\":\"2018-06-15\",", household(MEMBER)))).containsExactly("on");
  }

  @Test
  void every_wrong_field_is_told_at_once() {
    String body =
        "{\"on\":\"2018-02-30\",\"programmes\":[\"DIBAO\",\"DIBOA\"],\"household\":{\"region\":\"5\",\"members\":["
            + "{\"ref\":\"a\",\"relation\":\"HEAD\",\"sex\":\"F\",\"birthDate\":\"x\"},"
            + "{\"ref\":\"a\",\"relation\":\"SPOUSE\",\"birthDate\":\"1970-01-01\",\"workAble\":0}]}}";
    assertThat(wrong(body))
        .containsExactlyInAnyOrder(
            "on",
            "programmes[1]",
            "household.region",
            "household.members[0].birthDate",
            "household.members[1].ref",
            "household.members[1].sex",
            "household.members[1].workAble");
  }

  @Test
  void the_household_has_one_head_distinct_refs_and_at_most_100_members() {
    assertThat(wrong(trial("", household()))).containsExactly("household.members");
    assertThat(wrong(trial("", household(MEMBER.replace("HEAD", "SPOUSE")))))
        .containsExactly("household.members");
    assertThat(wrong(trial("", household(MEMBER, MEMBER.replace("m1", "m2")))))
        .containsExactly("household.members");
    assertThat(wrong(trial("", household(MEMBER, MEMBER.replace("HEAD", "OTHER")))))
        .containsExactly("household.members[1].ref");
    var members = new ArrayList<String>(List.of(MEMBER));
    for (int i = 2; i <= 100; i++) {
      members.add(MEMBER.replace("m1", "m" + i).replace("HEAD", "OTHER"));
    }
    assertThat(ok(trial("", household(members.toArray(String[]::new)))).has("results")).isTrue();
    members.add(MEMBER.replace("m1", "m101").replace("HEAD", "OTHER"));
    assertThat(wrong(trial("", household(members.toArray(String[]::new)))))
        .containsExactly("household.members");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "programmes|[]",
        "programmes|\"DIBAO\"",
        "programmes|null",
        "programmes[1]|[\"DIBAO\",\"DIBAO\"]",
        "programmes[0]|[\"dibao\"]",
        "programmes[0]|[null]",
      })
  void wrong_programmes(String path, String programmes) {
    assertThat(wrong(trial("\"programmes\":" + programmes + ",", household(MEMBER))))
        .containsExactly(path);
  }

  @Test
  void missing_parts_of_the_request() {
    assertThat(wrong("{}")).containsExactlyInAnyOrder("on", "household");
    assertThat(wrong(trial("", "{}")))
        .containsExactlyInAnyOrder("household.region", "household.members");
    assertThat(wrong(trial("", "{\"region\":\"510104\",\"members\":[1]}")))
        .containsExactly("household.members[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "null",
        "{",
        "{\"on\":}",
        "{} {}",
        "{'on':1}",
        "\u0000",
        "nope"
      })
  void what_is_no_request_is_told_in_one_entry(String body) {
    assertThat(wrong(body)).containsExactly("body");
  }

  @Test
  void deep_nesting_is_refused_and_not_followed() {
    assertThat(wrong("[".repeat(100_000))).containsExactly("body");
  }

  // what a refusal says

  private static String message(MvcTestResult result) {
    assertThat(result).hasStatus(400);
    return json(result).at("/errors/0/message").asString();
  }

  private String message(String field) {
    return message(post("", trial("", household(member(field)))));
  }

  @Test
  void a_limit_is_told_as_one() {
    String most = "\"elderCareBill\":\"999999999999.99\"";
    assertThat(post("", trial("", household(member(most))))).hasStatusOk();
    assertThat(message("\"elderCareBill\":\"1000000000000\"")).isEqualTo("金额的整数部分最多 12 位");
    assertThat(message("\"elderCareBill\":\"1e3\"")).contains("十进制数");
    assertThat(message("\"jobRefusals\":1000000000")).isEqualTo("应为 0 到 999999999");
  }

  @ParameterizedTest
  @ValueSource(ints = {501, 2000})
  void what_is_too_deep_is_not_called_broken(int depth) {
    assertThat(message(post("", "[".repeat(depth) + "]".repeat(depth)))).contains("最多 500 层");
  }

  @Test
  void what_is_too_long_is_not_called_broken() {
    assertThat(message("\"jobRefusals\":" + "9".repeat(5001))).contains("最多 1000 位");
    assertThat(message("\"" + "x".repeat(100_000) + "\":1")).contains("最多 50000 字");
  }

  @Test
  void a_repeated_ref_is_told_in_short() {
    String ref = "ref 😀".repeat(100);
    String head = MEMBER.replace("m1", ref);
    assertThat(message(post("", trial("", household(head, head.replace("HEAD", "OTHER"))))))
        .startsWith("与前面的成员重复：ref 😀ref")
        .endsWith("…")
        .hasSizeLessThan(60);
    assertThat(message(post("", trial("", household(MEMBER, MEMBER.replace("HEAD", "OTHER"))))))
        .isEqualTo("与前面的成员重复：m1");
  }

  @Test
  void errors_beyond_1000_are_not_counted() {
    MvcTestResult few = post("/batch", "{\"trials\":[{},{},{}]}");
    assertThat(json(few).get("detail").asString()).isEqualTo("请求中有 6 处错误。");
    String empty = String.join(",", java.util.Collections.nCopies(600, "{}"));
    MvcTestResult many = post("/batch", "{\"trials\":[" + empty + "]}");
    assertThat(json(many).get("errors")).hasSize(1000);
    assertThat(json(many).get("detail").asString()).isEqualTo("请求中有 1000 处以上错误，只列出前 1000 处。");
  }

  /** The firewall refuses them before anything else looks at them. */
  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/trials;a=b", "/api/v1/trials//batch"})
  void strange_addresses_are_refused_as_problems(String address) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var refused = http.send(request, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/problem+json");
      assertThat(JSON.readTree(refused.body()).get("status").asInt()).isEqualTo(400);
    }
  }

  // transport

  @Test
  void without_a_token_or_with_a_wrong_one() {
    var request = mvc.post().uri("/api/v1/trials").contentType(MediaType.APPLICATION_JSON);
    assertThat(request.content("{}"))
        .hasStatus(401)
        .hasHeader("WWW-Authenticate", "Bearer")
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    for (String header : List.of("Bearer wrong", "Basic ZGVtbzpkZW1v", "demo-token", "Bearer ")) {
      assertThat(
              mvc.post()
                  .uri("/api/v1/trials")
                  .header("Authorization", header)
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{}"))
          .hasStatus(401);
    }
    assertThat(mvc.get().uri("/api/v1/trials")).hasStatus(401);
    assertThat(mvc.get().uri("/api/anything")).hasStatus(401);
  }

  @Test
  void a_revoked_token_is_refused() {
    String token = clients.create("某局", "test");
    assertThat(withToken(token)).hasStatusOk();
    long id =
        clients.list().stream().filter(c -> c.name().equals("某局")).findFirst().orElseThrow().id();
    clients.revoke(id, "测试", "test");
    assertThat(withToken(token)).hasStatus(401);
  }

  private MvcTestResult withToken(String token) {
    return mvc.post()
        .uri("/api/v1/trials")
        .header("Authorization", "bearer " + token)
        .contentType(MediaType.APPLICATION_JSON)
        .content(trial("", household(MEMBER)))
        .exchange();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void other_media_types_are_415(String type) {
    assertThat(
            mvc.post()
                .uri("/api/v1/trials")
                .header("Authorization", "Bearer " + TOKEN)
                .contentType(MediaType.parseMediaType(type))
                .content(trial("", household(MEMBER))))
        .hasStatus(415)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void no_media_type_is_415_and_a_charset_is_fine() {
    assertThat(
            mvc.post()
                .uri("/api/v1/trials/batch")
                .header("Authorization", "Bearer " + TOKEN)
                .content("{}"))
        .hasStatus(415);
    assertThat(
            mvc.post()
                .uri("/api/v1/trials")
                .header("Authorization", "Bearer " + TOKEN)
                .contentType("application/json;charset=UTF-8")
                .accept("application/json")
                .content(trial("", household(MEMBER))))
        .hasStatusOk();
  }

  @Test
  void a_body_over_10_mb_is_413() {
    String padding = " ".repeat(TrialController.MOST_BYTES);
    assertThat(post("", trial("", household(MEMBER)) + padding))
        .hasStatus(413)
        .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(post("/batch", "{\"trials\":[]}" + padding)).hasStatus(413);
    String full = trial("", household(MEMBER));
    assertThat(post("", full + " ".repeat(TrialController.MOST_BYTES - full.length())))
        .hasStatusOk();
  }

  /** A real connection: the length is not known beforehand, and the server must not hang up. */
  @Test
  void a_streamed_body_over_10_mb_is_413_over_the_wire() throws Exception {
    byte[] body = (trial("", household(MEMBER)) + " ".repeat(11 << 20)).getBytes();
    var streamed = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    assertThat(overTheWire("Bearer " + TOKEN, streamed).statusCode()).isEqualTo(413);
    assertThat(overTheWire("Bearer " + TOKEN, BodyPublishers.ofByteArray(body)).statusCode())
        .isEqualTo(413);
    assertThat(overTheWire("Bearer wrong", BodyPublishers.ofString("{}")).statusCode())
        .isEqualTo(401);
    var ok = overTheWire("Bearer " + TOKEN, BodyPublishers.ofString(trial("", household(MEMBER))));
    assertThat(ok.statusCode()).isEqualTo(200);
    assertThat(ok.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(ok.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
  }

  private HttpResponse<String> overTheWire(String authorization, BodyPublisher body)
      throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/trials"))
              .header("Authorization", authorization)
              .header("Content-Type", "application/json")
              .POST(body)
              .build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void other_methods_and_addresses_answer_as_problems() {
    for (String address : List.of("/api/v1/trials", "/api/v1/trials/batch")) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PUT)) {
        assertThat(mvc.method(method).uri(address).header("Authorization", "Bearer " + TOKEN))
            .hasStatus(405)
            .hasHeader("Allow", "POST")
            .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
      }
    }
    assertThat(mvc.get().uri("/api/v2/trials").header("Authorization", "Bearer " + TOKEN))
        .hasStatus(404);
  }

  @Test
  void no_session_is_made() {
    MvcTestResult result = post("", trial("", household(MEMBER)));
    assertThat(result.getResponse().getCookies()).isEmpty();
    assertThat(result.getRequest().getSession(false)).isNull();
  }

  // batch

  @Test
  void a_batch_answers_in_order() {
    var trials = new ArrayList<String>();
    for (int i = 0; i < 1000; i++) {
      trials.add(trial("\"programmes\":[\"DIBAO\"],", three(i + ".00")));
    }
    MvcTestResult result = post("/batch", "{\"trials\":[" + String.join(",", trials) + "]}");
    assertThat(result).hasStatusOk();
    JsonNode answers = json(result).get("trials");
    assertThat(answers).hasSize(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(answers.get(i).at("/results/0/amount").asString()).isEqualTo((2100 - i) + ".00");
    }
  }

  @Test
  void a_batch_is_its_single_answers_in_a_row() throws Exception {
    List<String> trials =
        List.of(
            trial("", three("1500.00")),
            trial("\"programmes\":[\"OLD_AGE\"],", household(MEMBER)),
            trial("", "{\"region\":\"510104\",\"members\":[" + MEMBER + "]}"));
    var singles = new ArrayList<String>();
    for (String trial : trials) singles.add(post("", trial).getResponse().getContentAsString());
    MvcTestResult batch = post("/batch", "{\"trials\":[" + String.join(",", trials) + "]}");
    assertThat(batch).hasStatusOk().hasContentType(MediaType.APPLICATION_JSON);
    assertThat(batch.getResponse().getContentAsString())
        .isEqualTo("{\"trials\":[" + String.join(",", singles) + "]}");
    assertThat(post("/batch", "{\"trials\":[]}")).bodyText().isEqualTo("{\"trials\":[]}");
  }

  @Test
  void one_bad_trial_makes_the_whole_batch_bad() {
    String good = trial("", household(MEMBER));
    String bad = trial("", household(MEMBER.replace("1970-01-01", "2070-01-01")));
    assertThat(wrong(post("/batch", "{\"trials\":[" + good + "," + bad + ",1]}")))
        .containsExactly("trials[1].household.members[0].birthDate", "trials[2]");
  }

  @Test
  void wrong_batches() {
    String good = trial("", household(MEMBER));
    String many = String.join(",", java.util.Collections.nCopies(1001, good));
    assertThat(wrong(post("/batch", "{\"trials\":[" + many + "]}"))).containsExactly("trials");
    assertThat(wrong(post("/batch", "{}"))).containsExactly("trials");
    assertThat(wrong(post("/batch", "[" + good + "]"))).containsExactly("body");
    assertThat(wrong(post("/batch", good))).containsExactlyInAnyOrder("trials", "on", "household");
    assertThat(post("/batch", "{\"trials\":[]}")).hasStatusOk();
  }
}
