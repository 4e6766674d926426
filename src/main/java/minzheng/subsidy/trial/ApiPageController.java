package minzheng.subsidy.trial;

import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import minzheng.subsidy.rules.Outcome;
import minzheng.subsidy.rules.Reason;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 接口说明: the description of the API as a page, drawn from the same records as the OpenAPI text. */
@Controller
class ApiPageController {
  private final Trials trials;

  ApiPageController(Trials trials) {
    this.trials = trials;
  }

  /** One field of a request or an answer. */
  public record Field(String name, String type, boolean required, String description) {}

  @GetMapping("/api-docs")
  String page(Model model) {
    Map<String, List<Field>> requests = new LinkedHashMap<>();
    requests.put("请求正文", fields(TrialRequest.class));
    requests.put("请求：household 家庭", fields(TrialRequest.Household.class));
    requests.put("请求：members 成员", fields(TrialRequest.Person.class));
    requests.put("请求：disability 残疾人证", fields(TrialRequest.Card.class));
    Map<String, List<Field>> answers = new LinkedHashMap<>();
    answers.put("回答：results 结果", fields(TrialAnswer.Found.class));
    answers.put("回答：findings 条件", fields(TrialAnswer.Found.Check.class));
    answers.put("回答：standard 标准", fields(TrialAnswer.Found.Standard.class));
    model.addAttribute("requests", requests);
    model.addAttribute("answers", answers);
    model.addAttribute("programmes", trials.built());
    model.addAttribute("outcomes", Outcome.values());
    model.addAttribute("reasons", TrialAnswer.REASONS);
    model.addAttribute("example", TrialRequest.EXAMPLE);
    return "subsidy/api-docs";
  }

  private static List<Field> fields(Class<? extends Record> type) {
    var fields = new ArrayList<Field>();
    for (RecordComponent component : type.getRecordComponents()) {
      Schema schema = schema(type, component.getName());
      String text = schema == null ? "" : schema.description();
      if (schema != null && !schema.defaultValue().isEmpty()) {
        text += (text.isEmpty() ? "" : "；") + "不写为 " + schema.defaultValue();
      }
      fields.add(
          new Field(
              component.getName(),
              words(component.getGenericType()),
              schema != null && schema.requiredMode() == Schema.RequiredMode.REQUIRED,
              text));
    }
    return fields;
  }

  /** The annotation is for fields and methods, so a record component hands it to its field. */
  private static Schema schema(Class<?> type, String field) {
    try {
      return type.getDeclaredField(field).getAnnotation(Schema.class);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String words(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      return of.length == 1 ? "数组：" + words(of[0]) : "对象：" + words(of[0]) + " → " + words(of[1]);
    }
    Class<?> known = (Class<?>) type;
    if (known == Reason.class) return codes(TrialAnswer.REASONS.stream());
    if (known.isEnum()) return codes(Arrays.stream(known.getEnumConstants()));
    if (known == Boolean.class) return "true / false";
    if (known == Integer.class || known == int.class) return "整数";
    if (known.isRecord()) return "对象";
    return known == java.time.LocalDate.class ? "日期" : "文本";
  }

  private static String codes(Stream<?> constants) {
    return constants.map(Object::toString).collect(Collectors.joining(" "));
  }
}
