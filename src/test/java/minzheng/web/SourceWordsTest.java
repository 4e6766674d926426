package minzheng.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No page shows English for the source of a delivered standard. */
class SourceWordsTest {
  private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}");

  @Test
  void every_delivered_source_is_read_in_chinese() throws IOException {
    for (String line : Files.readAllLines(Path.of("db/reference/standards.csv"))) {
      String source = line.split(",", 9)[8];
      if (source.equals("source")) continue;
      assertThat(ENGLISH.matcher(SourceWords.chinese(source)).find()).as(line).isFalse();
    }
    assertThat(SourceWords.chinese("民发〔2021〕57号 Art. 13")).isEqualTo("民发〔2021〕57号 第 13 条");
    assertThat(SourceWords.chinese("成民发〔2026〕31号")).isEqualTo("成民发〔2026〕31号");
  }

  /** A citizen can look up a document, and nothing that only the register understands. */
  @Test
  void a_paper_names_documents_only() {
    assertThat(SourceWords.documents("000 ¶16 (central city; day and month assumed)")).isEmpty();
    assertThat(SourceWords.documents("assumption")).isEmpty();
    assertThat(SourceWords.documents("假设：自生日当月起（各地规定不同，待确认）")).isEmpty();
    assertThat(SourceWords.documents("000 ¶6；民发〔2021〕57号 Art. 13")).isEqualTo("民发〔2021〕57号 第 13 条");
  }
}
