package minzheng.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import minzheng.MinzhengTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * docs/workflows.md shows every procedure as the program knows it. {@code mvn test
 * -Dtest=WorkflowsTest -Ddocs=apply} rewrites it.
 */
@MinzhengTest
class WorkflowsTest {
  private static final Path DOCUMENT = Path.of("docs/workflows.md");

  @Autowired CaseTypes types;

  @Test
  void the_procedures_are_drawn_as_they_are() throws Exception {
    var text =
        new StringBuilder("# Workflows\n\nWritten by `WorkflowsTest` from the transition tables");
    text.append(" (`mvn test -Dtest=WorkflowsTest -Ddocs=apply`).\n");
    var procedures =
        types.all().stream()
            .filter(t -> !t.code().startsWith("T_")) // the tests' own
            .collect(
                Collectors.groupingBy(
                    t -> draw(t.procedure()) + "\n" + table(t.procedure()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    procedures.forEach(
        (drawn, of) -> {
          text.append("\n## ");
          text.append(of.stream().map(CaseType::title).collect(Collectors.joining("、")));
          text.append("\n\n").append(drawn);
        });
    if ("apply".equals(System.getProperty("docs"))) Files.writeString(DOCUMENT, text);
    assertThat(DOCUMENT)
        .as("run: mvn test -Dtest=WorkflowsTest -Ddocs=apply")
        .hasContent(text.toString());
  }

  private static String draw(Procedure procedure) {
    var text = new StringBuilder("```mermaid\nstateDiagram-v2\n");
    for (State state : procedure.states())
      text.append("  state \"")
          .append(state.label())
          .append("\" as ")
          .append(state.code())
          .append('\n');
    text.append("  [*] --> ").append(procedure.initial().code()).append('\n');
    for (Transition step : procedure.transitions())
      for (State from : procedure.states())
        if (step.from().contains(from.code()))
          text.append("  ")
              .append(from.code())
              .append(" --> ")
              .append(step.to())
              .append(": ")
              .append(step.label())
              .append('\n');
    for (State state : procedure.states())
      if (procedure.terminal(state.code()))
        text.append("  ").append(state.code()).append(" --> [*]\n");
    return text.append("```\n").toString();
  }

  private static String table(Procedure procedure) {
    var text =
        new StringBuilder(
            "| from | step | to | who | limit of the state | opinion | not by who did |\n"
                + "|---|---|---|---|---|---|---|\n");
    for (State from : procedure.states())
      for (Transition step : procedure.from(from.code())) {
        var to = procedure.state(step.to()).orElseThrow();
        String who =
            step.kind() == Transition.Kind.SYSTEM
                ? "系统"
                : MoveRules.desk(from, step).label() + MoveRules.role(from, step).label();
        String limit =
            from.limit() == null ? "" : from.limit().standard() + " " + from.limit().article();
        String notBy = step.notBy().stream().sorted().collect(Collectors.joining(" "));
        text.append(
            "| %s | %s %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    from.label(),
                    step.label(),
                    step.action(),
                    to.label(),
                    who,
                    limit,
                    step.opinion() ? "required" : "",
                    notBy));
      }
    return text.toString();
  }
}
