package minzheng.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import minzheng.MinzhengTest;
import minzheng.people.PersonPanel.Cell;
import minzheng.people.PersonPanel.Column;
import minzheng.people.PersonPanel.Panel;
import minzheng.web.Tone;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** A contributed panel shows each cell once, in its own manner. */
@MinzhengTest
class PersonPanelTest {
  @Autowired SpringTemplateEngine templates;

  @Test
  void each_cell_is_shown_once() {
    var panel =
        new Panel(
                "政策找人",
                List.of(
                    Column.text("项目"), Column.text("结果"), Column.text("状态"), Column.number("金额")),
                List.of(
                    List.of(
                        Cell.of("高龄津贴").withSub("80 周岁"),
                        Cell.verdict("符合", "ok"),
                        Cell.state("有效", Tone.OK),
                        Cell.of("25.00"))),
                "没有")
            .withRemark("按今天试算");
    var context = new Context();
    context.setVariable("panel", panel);
    var html = Jsoup.parse(templates.process("people/parts", Set.of("panel"), context));
    assertThat(html.select("tbody td").eachText())
        .containsExactly("高龄津贴 80 周岁", "✓ 符合", "有效", "25.00");
    assertThat(html.select(".mz-state-ok").text()).isEqualTo("有效");
    assertThat(html.select("td.mz-num").text()).isEqualTo("25.00");
    assertThat(html.select("h2").text()).isEqualTo("政策找人");
  }
}
