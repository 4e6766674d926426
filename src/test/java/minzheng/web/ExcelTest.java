package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.util.List;
import minzheng.Fixtures;
import minzheng.MinzhengTest;
import minzheng.kernel.Money;
import minzheng.security.Role;
import minzheng.security.Scope;
import minzheng.web.Excel.Column;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;

/** Exports: exact values, no formulas, and a line that says who took them. */
@MinzhengTest
class ExcelTest {
  @Autowired Excel excel;
  @Autowired Fixtures fixtures;

  record Line(String name, Money amount, LocalDate day, Integer count) {}

  @Test
  void a_file_holds_what_the_list_shows() throws Exception {
    var user = fixtures.user(Fixtures.JINJIANG, Role.REVIEWER);
    var response = new MockHttpServletResponse();
    List<Column<Line>> columns =
        List.of(
            Column.of("姓名", Line::name),
            Column.of("金额（元）", Line::amount),
            Column.of("日期", Line::day),
            Column.of("件数", Line::count));
    Scope.runAs(
        Fixtures.JINJIANG,
        () -> {
          try (var sheet = excel.sheet(response, "测试/清单", user, columns)) {
            sheet.accept(new Line("李桂芳", Money.of("1234.50"), LocalDate.of(2026, 11, 18), 3));
            sheet.accept(new Line("=HYPERLINK(\"x\")", null, null, null));
            for (int i = 0; i < 1200; i++) sheet.accept(new Line("@" + i, Money.ZERO, null, i));
            assertThat(sheet.rows()).isEqualTo(1202);
          }
        });
    assertThat(response.getHeader("Content-Disposition")).contains("filename*=UTF-8''");
    try (var book =
        new ReadableWorkbook(new ByteArrayInputStream(response.getContentAsByteArray()))) {
      List<Row> rows = book.getFirstSheet().read();
      assertThat(rows.get(0).getCellText(0)).contains(user.name()).contains("不得外传");
      assertThat(rows.get(1).getCellText(1)).isEqualTo("金额（元）");
      assertThat(rows.get(2).getCellAsNumber(1).orElseThrow()).isEqualByComparingTo("1234.5");
      assertThat(rows.get(2).getCellText(2)).isEqualTo("2026-11-18");
      assertThat(rows.get(3).getCellText(0)).isEqualTo("'=HYPERLINK(\"x\")");
      assertThat(rows).hasSize(1204);
      assertThat(rows.getLast().getCellText(0)).isEqualTo("'@1199");
    }
  }
}
