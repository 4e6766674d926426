package minzheng.benchmark;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The yardstick of pages: a list of 20 rows and 11 columns out of the product's own server, without
 * database, session and frame. Stands on the class path of the measured node alone, at an address
 * that needs no sign-in.
 */
@Controller
@Profile("benchmark")
class BarePage {
  static final String ADDRESS = "/verify/bare/list";

  /** One line of eleven cells. */
  public record Row(List<String> cells) {}

  private static final List<Row> ROWS =
      IntStream.range(0, 20)
          .mapToObj(
              row -> new Row(IntStream.range(0, 11).mapToObj(c -> "第 " + row + "-" + c).toList()))
          .toList();

  @GetMapping(ADDRESS)
  String list(Model model) {
    model.addAttribute("rows", ROWS);
    return "benchmark/bare";
  }
}
