package minzheng.subsidy.trial;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI description at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String TOKEN = "token";

  @Bean
  OpenAPI description() {
    return new OpenAPI()
        .info(
            new Info()
                .title("民政业务系统接口")
                .version("v1")
                .description("政策试算：一户家庭在某一天可以享受什么。不保存任何数据；与实际办案使用同一个解释器。"))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("由系统管理员为使用接口的单位生成")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  /** What the annotations of the records cannot say. */
  @Bean
  OpenApiCustomizer details() {
    return api -> {
      Schema<?> reasons = property(api, "Result", "reasons").getItems();
      reasons.getEnum().retainAll(TrialAnswer.REASONS.stream().map(Enum::name).toList());
      // a type beside the reference would hold for both: neither a card nor null would be valid
      Schema<?> disability = property(api, "Member", "disability");
      disability.addAnyOfItem(new Schema<>().$ref(disability.get$ref()));
      disability.addAnyOfItem(new Schema<>().types(Set.of("null")));
      disability.set$ref(null);
    };
  }

  private static Schema<?> property(OpenAPI api, String schema, String name) {
    Schema<?> object = api.getComponents().getSchemas().get(schema);
    return object.getProperties().get(name);
  }

  /** The refusals that every address can answer with. */
  @Bean
  OpenApiCustomizer refusals() {
    return api -> {
      var problem =
          io.swagger.v3.core.converter.ModelConverters.getInstance().readAll(Problem.class);
      problem.forEach(api.getComponents()::addSchemas);
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(
                          operation -> {
                            var answers = operation.getResponses();
                            answers.addApiResponse("400", refusal("请求有错，每个有错的字段一条"));
                            answers.addApiResponse("401", refusal("没有令牌，或者令牌无效"));
                            answers.addApiResponse("413", refusal("请求超过 10 MB"));
                            answers.addApiResponse("415", refusal("不是 application/json"));
                            answers.addApiResponse("500", refusal("系统出错，没有作出试算"));
                          }));
    };
  }

  private static ApiResponse refusal(String description) {
    return new ApiResponse()
        .description(description)
        .content(
            new Content()
                .addMediaType(
                    org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                    new MediaType().schema(new Schema<>().$ref("Problem"))));
  }
}
