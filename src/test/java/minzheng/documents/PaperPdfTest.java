package minzheng.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import minzheng.MinzhengTest;
import minzheng.kernel.RuleViolation;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Papers as PDF: valid, complete, with every character drawn, and the same bytes each time. */
@MinzhengTest
class PaperPdfTest {
  @Autowired PaperPdf pdf;

  /** Names as registers have them: 通用规范汉字表, extensions A to F, compatibility. */
  static final List<String> RARE =
      List.of(
          "䶮", "㛃", "𬭊", "㐂", "鿏", "𬱖", "𫍯", "𠅤", "𤧬", "㐱", "㙟", "𡋾", "龘", "堃", "喆", "赟", "昇",
          "淼", "𪚥", "𫟅", "𬒔", "𮯠", "𬇙", "𨭎", "灃", "夀", "﨑", "·", "〇");

  /** The code bears the address the product is reached by. */
  @BeforeEach
  void a_request() {
    RequestContextHolder.setRequestAttributes(
        new ServletRequestAttributes(new MockHttpServletRequest()));
  }

  @AfterEach
  void no_request() {
    RequestContextHolder.resetRequestAttributes();
  }

  @Test
  void a_paper_is_valid_pdf_a_2u() throws Exception {
    byte[] bytes = pdf.render(paper(1, "覃文斌", 1));
    assertThat(PdfA.complaints(bytes)).isEmpty();
    assertThat(PdfA.complaints(pdf.render(paper(1, String.join("", RARE), 60)))).isEmpty();
  }

  @Test
  void every_rare_character_of_a_name_is_drawn_and_can_be_read_back() throws Exception {
    for (String name : RARE) {
      byte[] bytes = pdf.render(paper(1, "覃" + name, 1));
      assertThat(PdfA.text(bytes)).as(name).contains(PdfA.plain("覃" + name)).doesNotContain("#");
      assertThat(PdfA.missingGlyphs(bytes)).as(name).isEmpty();
    }
  }

  @Test
  void a_character_without_a_drawing_is_refused_by_name_instead_of_printed_as_a_gap() {
    assertThatThrownBy(() -> pdf.render(paper(1, "覃\uE123", 1)))
        .isInstanceOf(RuleViolation.class)
        .hasMessageContaining("U+E123");
  }

  @Test
  void a_variant_is_printed_as_its_character() throws Exception {
    assertThat(PdfA.text(pdf.render(paper(1, "葛\uDB40\uDD00文", 1)))).contains("葛文");
  }

  @Test
  void all_fonts_are_embedded_and_only_those_needed() throws Exception {
    byte[] plain = pdf.render(paper(1, "覃文斌", 1));
    assertThat(PdfA.fonts(plain)).allMatch(f -> f.contains("+MinzhengSong")).hasSize(2);
    assertThat(plain.length).isLessThan(200_000);
    assertThat(PdfA.fonts(pdf.render(paper(1, "覃𠅤𤧬", 1)))).anyMatch(f -> f.contains("Rare"));
  }

  @Test
  void the_same_copy_is_the_same_bytes_and_another_copy_is_not() {
    byte[] once = pdf.render(paper(7, "覃文斌", 1));
    assertThat(pdf.render(paper(7, "覃文斌", 1))).isEqualTo(once);
    assertThat(pdf.render(paper(8, "覃文斌", 1))).isNotEqualTo(once);
  }

  @Test
  void a_long_paper_counts_its_pages_and_bears_number_date_and_code() throws Exception {
    byte[] bytes = pdf.render(paper(1, "覃文斌", 60));
    try (PDDocument document = Loader.loadPDF(bytes)) {
      assertThat(document.getNumberOfPages()).isGreaterThan(1);
      int pages = document.getNumberOfPages();
      assertThat(PdfA.text(bytes))
          .contains("第1页,共" + pages + "页", "第" + pages + "页,共" + pages + "页")
          .contains("锦江民救测〔2026〕1号", "2026年11月17日", "4F7K-92QD-M3XA", "成都市锦江区民政局(印章)");
      assertThat(PdfA.pages(bytes))
          .as("the head of the table")
          .allMatch(p -> p.contains("核定项目你户情况"));
      var info = document.getDocumentInformation();
      assertThat(info.getTitle()).isEqualTo("不予认定通知书 锦江民救测〔2026〕1号");
      assertThat(info.getCreationDate().toInstant()).isEqualTo(ISSUED);
    }
  }

  @Test
  void the_head_of_a_table_keeps_its_upper_line_on_every_page() throws Exception {
    byte[] bytes = pdf.render(paper(1, "覃文斌", 60));
    var first = lines(PdfA.picture(bytes, 0, 400));
    for (int page = 1; page < PdfA.pages(bytes).size(); page++)
      assertThat(lines(PdfA.picture(bytes, page, 400)).getFirst())
          .as("page " + (page + 1))
          .isCloseTo(first.get(1), within(1));
  }

  /** Thickness of the lines across the page, from above, in dots. */
  private static List<Integer> lines(BufferedImage page) {
    var lines = new ArrayList<Integer>();
    int thick = 0;
    for (int y = 0; y < page.getHeight(); y++) {
      int dark = 0;
      for (int x = 0; x < page.getWidth(); x++) if ((page.getRGB(x, y) & 0xff) < 128) dark++;
      if (dark > page.getWidth() / 2) thick++;
      else if (thick > 0) {
        lines.add(thick);
        thick = 0;
      }
    }
    return lines;
  }

  @Test
  void what_is_signed_stands_on_the_page_of_the_seal() throws Exception {
    for (int offices = 1; offices < 40; offices++) {
      byte[] bytes = pdf.render(summary(offices));
      assertThat(PdfA.pages(bytes).getLast())
          .as(offices + " offices")
          .contains("三、办理人", "周审批", "(印章)", "查验码");
    }
  }

  private static IssuedPaper summary(int offices) {
    var office =
        Map.of(
            "name",
            "锦官驿街道",
            "households",
            "1",
            "persons",
            "3",
            "owed",
            "600.00",
            "more",
            "0.00",
            "offset",
            "0.00",
            "rows",
            "1",
            "total",
            "600.00");
    var facts = new HashMap<String, Object>();
    for (String text :
        List.of(
            "run",
            "programme",
            "area",
            "month",
            "kind",
            "state",
            "bank",
            "persons",
            "rows",
            "total",
            "capitals",
            "hash")) facts.put(text, "文字");
    facts.put("offices", Collections.nCopies(offices, office));
    facts.put("controls", List.of());
    facts.put("files", List.of());
    facts.put("steps", List.of(Map.of("step", "审批", "name", "周审批", "at", "2026-11-05 09:12")));
    return paper(1, "RUN", "PAYMENT_RUN_SUMMARY", facts, "4F7K92QDM3XA");
  }

  @Test
  void the_code_on_the_page_leads_to_the_verify_page() throws Exception {
    assertThat(PdfA.qr(PdfA.picture(pdf.render(paper(1, "覃文斌", 1)), 0, 150)))
        .endsWith("/verify/4F7K92QDM3XA");
  }

  /** With the usual layout of its squares readers take some of them for a corner of the code. */
  @Test
  void a_code_that_looks_like_its_own_corner_is_read_from_afar_and_near() throws Exception {
    byte[] bytes = pdf.render(paper(1, "覃文斌", 1, "6SDY4BEZNGG6"));
    for (int dotsPerInch : new int[] {150, 300, 400})
      assertThat(PdfA.qr(PdfA.picture(bytes, 0, dotsPerInch))).endsWith("/verify/6SDY4BEZNGG6");
  }

  @Test
  void a_withdrawn_copy_says_so_on_its_face() throws Exception {
    var paper = paper(1, "覃文斌", 1);
    var withdrawal = new IssuedPaper.Withdrawal("写错", "赵文清", ISSUED);
    var withdrawn =
        new IssuedPaper(
            paper.id(),
            paper.region(),
            paper.ownerType(),
            paper.ownerId(),
            paper.kind(),
            paper.title(),
            paper.number(),
            paper.office(),
            paper.day(),
            paper.facts(),
            paper.verifyKey(),
            paper.issuer(),
            paper.issuedAt(),
            withdrawal,
            null);
    assertThat(PdfA.text(pdf.render(withdrawn))).contains("本文书已作废");
  }

  /**
   * The first paper parses the fonts; those after it must be quick enough to hand over a counter.
   */
  @Test
  void a_paper_takes_a_moment() {
    pdf.render(paper(1, "覃文斌", 1));
    long before = System.nanoTime();
    for (int i = 0; i < 5; i++) pdf.render(paper(i, "覃文斌", 1));
    long each = (System.nanoTime() - before) / 5_000_000;
    System.out.println("a paper as PDF: " + each + " ms");
    assertThat(each).isLessThan(2_000);
  }

  private static final Instant ISSUED = Instant.parse("2026-11-18T01:42:00Z");

  private static IssuedPaper paper(long id, String name, int rows) {
    return paper(id, name, rows, "4F7K92QDM3XA");
  }

  private static IssuedPaper paper(long id, String name, int rows, String key) {
    var row = Map.of("item", "家庭月收入", "value", "2,100.00 元");
    return paper(
        id,
        Folders.TYPE,
        Folders.KIND,
        Map.of("name", name, "rows", Collections.nCopies(rows, row)),
        key);
  }

  private static IssuedPaper paper(
      long id, String owner, String kind, Map<String, Object> facts, String key) {
    return new IssuedPaper(
        id,
        "510104",
        owner,
        1,
        kind,
        "不予认定通知书",
        "锦江民救测〔2026〕1号",
        "成都市锦江区民政局",
        LocalDate.of(2026, 11, 17),
        facts,
        key,
        "何志远",
        ISSUED,
        null,
        null);
  }
}
